-- What real data gives, so that it is not made up again. Roads of nobody in particular (OpenStreetMap) are those of the
-- kabupaten too. What the register made for single proposals and assets is no layer.
SELECT
  EXISTS (SELECT FROM region JOIN dataset d ON d.id = region.dataset
          WHERE region.own AND region.level = 'desa' AND d.status <> 'contoh') AS boundaries,
  EXISTS (SELECT FROM population p JOIN region ON region.code = p.region JOIN dataset d ON d.id = p.dataset
          WHERE region.own AND region.level = 'desa' AND d.status <> 'contoh') AS population,
  ARRAY(SELECT DISTINCT f.kind FROM facility f JOIN dataset d ON d.id = f.dataset
        WHERE d.status <> 'contoh' AND d.id NOT IN (SELECT dataset FROM register_dataset) ORDER BY 1) AS "facilityKinds",
  ARRAY(SELECT DISTINCT CASE WHEN i.kind = 'road' AND coalesce(i.authority, 'kabupaten') IN ('kabupaten', 'desa') THEN 'road-kabupaten' ELSE i.kind END
        FROM infrastructure i JOIN dataset d ON d.id = i.dataset
        WHERE d.status <> 'contoh' AND i.kind IN ('road', 'river', 'coast') ORDER BY 1) AS "infrastructureKinds",
  ARRAY(SELECT DISTINCT i.kind FROM infrastructure i JOIN dataset d ON d.id = i.dataset
        WHERE d.status <> 'contoh' AND i.kind IN ('ict-site', 'fibre') ORDER BY 1) AS "networkKinds",
  EXISTS (SELECT FROM project p JOIN dataset d ON d.id = p.dataset
          WHERE d.status <> 'contoh' AND d.id NOT IN (SELECT dataset FROM register_dataset)) AS projects,
  EXISTS (SELECT FROM permit p JOIN dataset d ON d.id = p.dataset WHERE d.status <> 'contoh') AS permits,
  ARRAY(SELECT id FROM dataset WHERE origin = 'desk' AND id LIKE 'sample-%' ORDER BY id) AS "ofDesk"
