-- $1 id, $2 counts, $3 reasons.
UPDATE upload SET counts = $2, reasons = $3, changed_at = now() WHERE id = $1
