-- Whether a facility is there, for who asks. $1 id.
SELECT id FROM facility WHERE id = $1
