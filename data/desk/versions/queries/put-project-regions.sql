-- Shares of the regions in the projects that a version wrote. $1 dataset, $2 version.
WITH written AS (
  SELECT feature, content FROM feature_history WHERE dataset = $1 AND from_version = $2 AND until_version IS NULL
)
INSERT INTO project_region (project, region, share)
SELECT w.feature, r.region, r.share
FROM written w CROSS JOIN LATERAL jsonb_to_recordset(w.content -> 'regions') AS r(region text, share double precision)
