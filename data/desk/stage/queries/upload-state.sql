-- What a check needs of an upload. $1 id.
SELECT id, dataset, family, agency, state, facts, mapping, counts, reasons, job IS NOT NULL AS "isBusy", file_name AS "fileName"
FROM upload WHERE id = $1
