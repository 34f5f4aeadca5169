-- The last import of every dataset.
SELECT d.id, d.status, d.version, d.records, r.input, r.rows_read, r.rows_imported, r.rows_corrected, r.rows_rejected,
       d.imported_at
FROM dataset d JOIN import_run r ON r.dataset = d.id AND r.version = d.version
ORDER BY d.status = 'contoh', d.family, d.id
