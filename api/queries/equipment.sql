-- One page of the register of ICT equipment, with how many lines and pieces there are.
-- $1 agency or null · $2 kecamatan or null · $3 kind or null · $4 condition or null · $5 only service due before $9, or null
-- $6 part of a name or note or null · $7 how many · $8 how many to pass over · $9 today · $10 one entry or null
SELECT
  equipment.id, equipment.agency, agency.name AS agency_name, equipment.kecamatan, region.name AS kecamatan_name,
  equipment.kind, equipment.name, equipment.count, equipment.year, equipment.condition, equipment.facilities,
  equipment.next_service_on, equipment.notes, equipment.revision, equipment.changed_at,
  coalesce(equipment.next_service_on < $9::date, false) AS is_overdue,
  (count(*) OVER ())::integer AS total,
  (sum(equipment.count) OVER ())::integer AS pieces
FROM equipment
JOIN agency ON agency.id = equipment.agency
LEFT JOIN region ON region.code = equipment.kecamatan
WHERE ($1::text IS NULL OR equipment.agency = $1)
  AND ($2::text IS NULL OR equipment.kecamatan = $2)
  AND ($3::text IS NULL OR equipment.kind = $3)
  AND ($4::text IS NULL OR equipment.condition = $4)
  AND ($5::boolean IS NULL OR equipment.next_service_on < $9::date)
  AND ($6::text IS NULL OR position(lower($6) IN lower(concat_ws(' ', equipment.name, equipment.notes))) > 0)
  AND ($10::uuid IS NULL OR equipment.id = $10)
-- What is overdue longest comes first.
ORDER BY is_overdue DESC, CASE WHEN equipment.next_service_on < $9::date THEN equipment.next_service_on END, agency.name,
  equipment.kind, equipment.id
LIMIT $7 OFFSET $8
