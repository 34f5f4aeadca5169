-- Parents at one level that no file draws, that this dataset drew from their parts before, or that are made up.
-- $1 level, $2 dataset.
SELECT DISTINCT child.parent AS code
FROM region child
LEFT JOIN region parent ON parent.code = child.parent
LEFT JOIN dataset ON dataset.id = parent.dataset
WHERE child.dataset = $2 AND (parent.code IS NULL OR parent.dataset = $2 OR dataset.status = 'contoh')
  AND length(child.parent) = CASE $1 WHEN 'kabupaten' THEN 5 ELSE 8 END
