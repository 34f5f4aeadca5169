-- National codes that change hands within one version must be let go of before they are taken. $1 dataset, $2 version.
UPDATE facility f SET national_code = NULL
FROM feature_history h
WHERE h.dataset = $1 AND h.from_version = $2 AND h.until_version IS NULL AND f.id = h.feature AND f.dataset = $1
  AND f.national_code IS NOT NULL AND f.national_code IS DISTINCT FROM h.content ->> 'national_code'
