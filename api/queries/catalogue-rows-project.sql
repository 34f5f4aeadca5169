-- Projects of a dataset as a download has them. $1 dataset · $2 id before · $3 how many or null for all
SELECT id AS key, id, name AS nama, description AS keterangan, origin AS asal_usulan, sub_activity_code AS kode_sub_kegiatan,
  sector AS bidang, opd AS perangkat_daerah, asset_code AS kode_aset, fiscal_year AS tahun_anggaran,
  proposed_rupiah AS usulan_rupiah, planned_rupiah AS rkpd_rupiah, ceiling_rupiah AS pagu_rupiah, contract_rupiah AS kontrak_rupiah,
  spent_rupiah AS realisasi_rupiah, funding_source AS sumber_dana, volume, unit AS satuan, method AS metode,
  procurement_code AS kode_rup, tender_code AS kode_tender, provider AS penyedia, status, physical_percent AS fisik_persen,
  financial_percent AS keuangan_persen, planned_percent AS rencana_fisik_persen, land_status AS status_tanah,
  (SELECT string_agg(project_region.region, ' ' ORDER BY project_region.region) FROM project_region
   WHERE project_region.project = project.id) AS kode_wilayah,
  updated_on AS tanggal_pembaruan, ST_AsGeoJSON(geometry, 9) AS geometry
FROM project
WHERE dataset = $1 AND id > $2
ORDER BY id
LIMIT $3
