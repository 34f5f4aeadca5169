-- Facilities of a dataset as a download has them. $1 dataset · $2 id before · $3 how many or null for all
SELECT facility.id AS key, facility.id, facility.name AS nama, facility.kind AS jenis, facility.owner AS kepemilikan,
  facility.authority AS kewenangan, facility.national_code AS kode_nasional, facility.region AS kode_wilayah, region.name AS nama_wilayah,
  facility.accuracy AS ketelitian, facility.address AS alamat, facility.phone AS telepon, facility.capacity AS kapasitas,
  nullif(facility.attributes, '{}')::text AS atribut, ST_AsGeoJSON(facility.position, 9) AS geometry
FROM facility LEFT JOIN region ON region.code = facility.region
WHERE facility.dataset = $1 AND facility.id > $2
ORDER BY facility.id
LIMIT $3
