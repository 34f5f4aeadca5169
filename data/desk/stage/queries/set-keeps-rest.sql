-- Whether what is published and not in the file stays. $1 upload, $2 whether.
UPDATE upload SET keeps_rest = $2, changed_at = now() WHERE id = $1 AND keeps_rest <> $2
