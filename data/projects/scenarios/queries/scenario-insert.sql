-- A new scenario. $1 name, $2 note, $3 content, $4 figures, $5 inputs (JSON text), $6 account, $7 agency.
INSERT INTO scenario (name, note, content, figures, inputs, created_by, agency)
VALUES ($1, $2, $3::text::jsonb, $4::text::jsonb, $5::text::jsonb, $6::uuid, $7)
RETURNING id
