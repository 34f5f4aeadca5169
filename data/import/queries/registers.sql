-- Registers that count at least one desa of the regency, with their state.
SELECT DISTINCT p.dataset AS id, d.status, r.revision
FROM population p
JOIN region ON region.code = p.region AND region.level = 'desa' AND region.own
JOIN dataset d ON d.id = p.dataset
JOIN import_run r ON r.dataset = d.id AND r.version = d.version
