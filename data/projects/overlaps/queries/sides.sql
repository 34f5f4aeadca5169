-- Projects as sides of a pair. $1 ids.
SELECT p.id, p.name, p.opd, d.agency, p.fiscal_year AS "fiscalYear", p.funding_source AS "fundingSource", p.status,
       p.ceiling_rupiah AS "ceilingRupiah", p.accuracy, p.dataset, d.status = 'contoh' AS sample,
       ST_X(ST_PointOnSurface(p.geometry)) AS longitude, ST_Y(ST_PointOnSurface(p.geometry)) AS latitude
FROM project p JOIN dataset d ON d.id = p.dataset
WHERE p.id = ANY ($1::text[])
