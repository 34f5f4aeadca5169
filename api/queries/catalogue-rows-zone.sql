-- Zones of a dataset as a download has them. $1 dataset · $2 id before · $3 how many or null for all
SELECT id AS key, id, name AS nama, family AS kelompok, kind AS jenis, class AS kelas, area_square_metres AS luas_terukur_m2,
  ST_AsGeoJSON(geometry, 9) AS geometry
FROM zone
WHERE dataset = $1 AND id > $2
ORDER BY id
LIMIT $3
