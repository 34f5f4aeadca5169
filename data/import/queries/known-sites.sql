-- Schools and puskesmas of the regency at a sure point: places of sample projects.
SELECT f.id, f.kind, f.name, f.region, ST_X(f.position) AS longitude, ST_Y(f.position) AS latitude
FROM facility f JOIN region ON region.code = f.region AND region.own JOIN dataset d ON d.id = f.dataset
WHERE d.status <> 'contoh' AND f.accuracy = 'point' AND f.kind IN ('sd', 'smp', 'puskesmas') ORDER BY f.id
