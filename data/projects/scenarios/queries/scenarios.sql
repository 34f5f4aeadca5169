-- Scenarios, the newest change first. $1 id of one, null for all. A scenario is stale when a dataset that it was found with has
-- another version now, is gone, or was exempted since. A list leaves out what only one of them is asked for.
SELECT scenario.id, scenario.name, figures, account.name AS created_by_name, created_by, agency.name AS agency_name,
  scenario.created_at, scenario.changed_at, scenario.revision,
  CASE WHEN $1::uuid IS NULL THEN NULL ELSE scenario.note END AS note,
  CASE WHEN $1::uuid IS NULL THEN NULL ELSE content END AS content,
  CASE WHEN $1::uuid IS NULL THEN NULL ELSE inputs END AS inputs,
  EXISTS (
    SELECT FROM jsonb_to_recordset(inputs) AS input (dataset text, version integer)
    WHERE NOT EXISTS (
      SELECT FROM dataset
      WHERE dataset.id = input.dataset AND dataset.version = input.version AND dataset.classification <> 'dikecualikan'
    )
  ) AS is_stale
FROM scenario
JOIN account ON account.id = scenario.created_by
LEFT JOIN agency ON agency.id = scenario.agency
WHERE $1::uuid IS NULL OR scenario.id = $1::uuid
ORDER BY scenario.changed_at DESC, scenario.id
