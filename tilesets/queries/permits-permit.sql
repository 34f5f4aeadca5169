-- Permits only through the view that leaves out natural persons (UU 27/2022).
SELECT permit.id, permit.type, permit.status, permit.year::double precision AS year, permit.kbli_division, permit.risk, permit.region, 1 AS count,
  ST_X(permit.position) AS longitude, ST_Y(permit.position) AS latitude, permit.dataset, dataset.status = 'contoh' AS sample
FROM permit_public_point permit JOIN dataset ON dataset.id = permit.dataset
WHERE dataset.classification = 'terbuka'
ORDER BY permit.id
