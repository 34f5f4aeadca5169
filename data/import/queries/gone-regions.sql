-- Regions that a dataset had before and has no more. $1 dataset, $2 codes it has now.
SELECT code FROM region
WHERE dataset = $1 AND NOT code = ANY ($2::text[])
ORDER BY code DESC
