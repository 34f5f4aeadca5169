-- Hazard zones.
SELECT zone.kind, zone.class, ST_AsGeoJSON(zone.geometry, 7) AS geometry, zone.dataset, dataset.status = 'contoh' AS sample
FROM zone JOIN dataset ON dataset.id = zone.dataset
WHERE zone.family = 'hazard' AND dataset.classification = 'terbuka'
ORDER BY zone.id
