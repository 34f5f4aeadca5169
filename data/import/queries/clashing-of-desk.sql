-- Facilities of datasets of the desk with an id or national code that an import brings: no file brings them again, so the import
-- remembers that those datasets know them. $1 dataset, $2 ids, $3 kinds, $4 national codes, of one length.
SELECT f.dataset, f.id AS "sourceKey", f.name AS "sourceName", brought.id AS facility, NULL::double precision AS "distanceMetres"
FROM facility f
JOIN dataset d ON d.id = f.dataset AND d.origin = 'desk'
JOIN unnest($2::text[], $3::text[], $4::text[]) AS brought(id, kind, national_code)
  ON f.id = brought.id OR (f.kind = brought.kind AND f.national_code = brought.national_code)
WHERE f.dataset <> $1
