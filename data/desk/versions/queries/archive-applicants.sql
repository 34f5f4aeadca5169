-- Keeps who applied for the permits of a dataset as it is now. $1 dataset, $2 version.
WITH now AS MATERIALIZED (
  SELECT a.permit AS feature, to_jsonb(a) AS content
  FROM personal.permit_applicant a JOIN permit p ON p.id = a.permit WHERE p.dataset = $1
), ended AS (
  UPDATE personal.permit_applicant_history h SET until_version = $2
  FROM (
    SELECT s.feature FROM personal.permit_applicant_history s LEFT JOIN now ON now.feature = s.feature
    WHERE s.dataset = $1 AND s.until_version IS NULL AND now.content IS DISTINCT FROM s.content
  ) AS other
  WHERE h.dataset = $1 AND h.feature = other.feature AND h.until_version IS NULL AND h.from_version < $2
  RETURNING h.feature
)
SELECT count(*) AS ended FROM ended
