-- Permits of a dataset as everybody may have them: premises of firms. $1 dataset · $2 id before · $3 how many or null for all
SELECT point.id AS key, point.id, point.type AS jenis, point.kbli_division AS kbli_golongan, point.risk AS risiko, point.status,
  point.year AS tahun, point.region AS kode_wilayah, region.name AS nama_wilayah, ST_AsGeoJSON(point.position, 9) AS geometry
FROM permit_public_point AS point LEFT JOIN region ON region.code = point.region
WHERE point.dataset = $1 AND point.id > $2
ORDER BY point.id
LIMIT $3
