-- Datasets without an agency get the one of the agencies $1 (JSON) that names them, or else their producer.
WITH named AS (
  SELECT a.id AS agency, d.id AS dataset, 1 AS rank
  FROM jsonb_to_recordset($1::jsonb) AS a(id text, datasets jsonb)
  JOIN dataset AS d ON a.datasets ? d.id
  UNION ALL
  SELECT a.id, d.id, 2
  FROM jsonb_to_recordset($1::jsonb) AS a(id text, producers jsonb)
  JOIN dataset AS d ON a.producers ? d.producer
), chosen AS (
  SELECT DISTINCT ON (dataset) dataset, agency FROM named ORDER BY dataset, rank, agency
)
UPDATE dataset SET agency = chosen.agency FROM chosen WHERE dataset.id = chosen.dataset AND dataset.agency IS NULL
