-- What is recorded to stand in each kecamatan of the own region; null where nothing is.
SELECT region.code, region.name, sum(equipment.count)::integer AS pieces
FROM region
LEFT JOIN equipment ON equipment.kecamatan = region.code
WHERE region.level = 'kecamatan' AND region.own
GROUP BY region.code
ORDER BY region.code
