-- Notes which files are gone. $1: names of files that are there.
UPDATE backup_run SET removed_at = now()
WHERE outcome = 'complete' AND removed_at IS NULL AND occasion <> 'command' AND NOT file_name = ANY ($1::text[])
