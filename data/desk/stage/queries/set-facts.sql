-- What the reader found out. $1 id, $2 facts, $3 counts.
UPDATE upload SET facts = $2, counts = $3, reasons = '[]', changed_at = now() WHERE id = $1
