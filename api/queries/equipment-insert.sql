-- Adds equipment. $1 agency · $2 kecamatan · $3 kind · $4 name · $5 count · $6 year · $7 condition · $8 supporting facilities
-- $9 next service · $10 notes
INSERT INTO equipment (agency, kecamatan, kind, name, count, year, condition, facilities, next_service_on, notes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text[], $9, $10)
RETURNING id
