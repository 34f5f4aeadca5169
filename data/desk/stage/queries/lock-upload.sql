-- As upload-state, held until the transaction ends. $1 id.
SELECT id, dataset, family, agency, state, facts, mapping, counts, reasons, job IS NOT NULL AS "isBusy", file_name AS "fileName"
FROM upload WHERE id = $1 FOR UPDATE
