-- How many offices of agencies and of kecamatan are on the network of the government. Asked as the owner, for who may know the
-- share may not know the places: nothing but counts leaves this statement.
SELECT
  infrastructure.class,
  count(*)::integer AS offices,
  (count(*) FILTER (WHERE attributes ->> 'connection' IN ('fibre', 'radio')))::integer AS connected,
  (count(*) FILTER (WHERE attributes ->> 'connection' IS NULL))::integer AS unknown,
  bool_or(dataset.status = 'contoh') AS sample
FROM infrastructure
JOIN dataset ON dataset.id = infrastructure.dataset
WHERE infrastructure.kind = 'ict-site' AND infrastructure.class IN ('opd', 'kecamatan')
GROUP BY infrastructure.class
