-- Roads. Those of the kabupaten and the desa are drawn only closer in, so they enter the tiles later; of roads whose keeper
-- nobody states (OpenStreetMap) the class decides.
SELECT infrastructure.id, infrastructure.code, infrastructure.name, infrastructure.authority, infrastructure.class,
  infrastructure.condition, round(infrastructure.length_metres) AS length_metres,
  CASE
    WHEN infrastructure.authority = 'kabupaten' THEN 9
    WHEN infrastructure.authority = 'desa' THEN 11
    WHEN infrastructure.authority IS NOT NULL THEN 7
    ELSE CASE infrastructure.class WHEN 'arterial' THEN 7 WHEN 'collector' THEN 9 WHEN 'local' THEN 11 ELSE 13 END
  END AS from_zoom,
  ST_AsGeoJSON(infrastructure.geometry, 7) AS geometry, infrastructure.dataset, dataset.status = 'contoh' AS sample
FROM infrastructure JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'road' AND dataset.classification = 'terbuka'
ORDER BY infrastructure.id
