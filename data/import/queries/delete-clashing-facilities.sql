-- Facilities of other datasets with an id or national code that this one brings: their own import, which follows, finds them
-- to be the same. $1 dataset, $2 ids, $3 kinds, $4 national codes, of one length.
DELETE FROM facility
USING unnest($2::text[], $3::text[], $4::text[]) AS brought(id, kind, national_code)
WHERE facility.dataset <> $1
  AND (facility.id = brought.id OR (facility.kind = brought.kind AND facility.national_code = brought.national_code))
