-- One feature of a kind that only exempt datasets may have, of a dataset that is not exempt. $1 dataset, $2 kinds.
SELECT i.id FROM dataset d JOIN infrastructure i ON i.dataset = d.id
WHERE d.id = $1 AND d.classification <> 'dikecualikan' AND i.kind = ANY ($2::text[]) LIMIT 1
