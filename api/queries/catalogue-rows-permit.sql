-- Permits of a dataset for staff, never who applied. $1 dataset · $2 id before · $3 how many or null for all
SELECT permit.id AS key, permit.id, permit.type AS jenis, permit.kbli, permit.risk AS risiko, permit.business_scale AS skala_usaha,
  permit.applicant_kind AS jenis_pemohon, permit.status, permit.applied_on AS tanggal_permohonan, permit.complete_on AS tanggal_lengkap,
  permit.issued_on AS tanggal_terbit, permit.rejected_on AS tanggal_tolak, permit.valid_until AS berlaku_sampai,
  permit.service_days AS sla_hari_kerja, permit.region AS kode_wilayah, region.name AS nama_wilayah, permit.accuracy AS ketelitian,
  permit.land_square_metres AS luas_tanah_m2, permit.building_square_metres AS luas_bangunan_m2,
  permit.investment_rupiah AS investasi_rupiah, permit.levy_rupiah AS retribusi_rupiah, ST_AsGeoJSON(permit.position, 9) AS geometry
FROM permit LEFT JOIN region ON region.code = permit.region
WHERE permit.dataset = $1 AND permit.id > $2
ORDER BY permit.id
LIMIT $3
