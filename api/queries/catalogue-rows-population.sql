-- People of a register as a download has them. $1 dataset · $2 region before · $3 how many or null for all
SELECT population.region AS key, population.region AS kode_wilayah, region.name AS nama_wilayah, population.period AS periode,
  population.people AS jumlah_penduduk, population.male AS laki_laki, population.female AS perempuan,
  population.households AS jumlah_keluarga, NULL AS geometry
FROM population LEFT JOIN region ON region.code = population.region
WHERE population.dataset = $1 AND population.region > $2
ORDER BY population.region
LIMIT $3
