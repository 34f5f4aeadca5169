-- What this dataset says of facilities of others, as far as a version changed it. $1 dataset, $2 version.
DELETE FROM facility_source s USING feature_history h
WHERE s.dataset = $1 AND h.dataset = $1 AND h.feature LIKE 'source:%' AND s.source_key = substr(h.feature, 8)
  AND (h.from_version = $2 OR h.until_version = $2)
