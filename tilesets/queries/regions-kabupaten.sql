-- The region itself; its polygon is dissolved from its kecamatan when there are any, so that no sliver shows.
SELECT replace(region.code, '.', '')::double precision AS feature_id, region.code, region.name, region.kind, region.parent,
  ST_AsGeoJSON(region.geometry, 7) AS geometry, region.dataset, dataset.status = 'contoh' AS sample
FROM region JOIN dataset ON dataset.id = region.dataset
WHERE region.level = 'kabupaten' AND region.own AND dataset.classification = 'terbuka'
ORDER BY region.code
