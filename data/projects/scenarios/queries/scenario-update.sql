-- A scenario saved again; no row where the revision $7 is not the present one, or who asks may not change it.
-- $1 id, $2 name, $3 note, $4 content, $5 figures, $6 inputs (JSON text), $7 the revision that was read.
UPDATE scenario
SET name = $2, note = $3, content = $4::text::jsonb, figures = $5::text::jsonb, inputs = $6::text::jsonb,
  revision = revision + 1, changed_at = now()
WHERE id = $1::uuid AND revision = $7
RETURNING revision
