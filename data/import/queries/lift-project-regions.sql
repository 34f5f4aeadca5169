-- Shares of a region that goes are added to those one level up until they are imported anew. $1 codes.
WITH gone AS (DELETE FROM project_region WHERE region = ANY ($1::text[]) RETURNING project, region, share)
INSERT INTO project_region (project, region, share)
SELECT project, left(region, 8), sum(share) FROM gone GROUP BY 1, 2
ON CONFLICT (project, region) DO UPDATE SET share = least(1, project_region.share + excluded.share)
