-- Infrastructure of a dataset as a download has it. $1 dataset · $2 id before · $3 how many or null for all
SELECT infrastructure.id AS key, infrastructure.id, infrastructure.name AS nama, infrastructure.code AS nomor_aset,
  infrastructure.kind AS jenis, infrastructure.class AS kelas, infrastructure.condition AS kondisi,
  infrastructure.authority AS kewenangan, infrastructure.region AS kode_wilayah, region.name AS nama_wilayah,
  infrastructure.stated_length_metres AS panjang_m, infrastructure.length_metres AS panjang_terukur_m,
  infrastructure.area_square_metres AS luas_terukur_m2, nullif(infrastructure.attributes, '{}')::text AS atribut,
  ST_AsGeoJSON(infrastructure.geometry, 9) AS geometry
FROM infrastructure LEFT JOIN region ON region.code = infrastructure.region
WHERE infrastructure.dataset = $1 AND infrastructure.id > $2
ORDER BY infrastructure.id
LIMIT $3
