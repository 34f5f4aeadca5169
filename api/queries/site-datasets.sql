-- Datasets that say something of a site, by what they say. One of zones without rows could say either, and stands under both.
SELECT dataset.id, told.family, dataset.title, dataset.date, dataset.status = 'contoh' AS sample
FROM dataset
CROSS JOIN (VALUES ('hazard'), ('land-use'), ('land-asset')) AS told (family)
WHERE dataset.classification <> 'dikecualikan' AND (
  (dataset.family = 'zone' AND told.family <> 'land-asset' AND (
    EXISTS (SELECT FROM zone WHERE zone.dataset = dataset.id AND zone.family = told.family)
    OR NOT EXISTS (SELECT FROM zone WHERE zone.dataset = dataset.id)))
  OR (dataset.family = 'infrastructure' AND told.family = 'land-asset'
    AND EXISTS (SELECT FROM infrastructure WHERE infrastructure.dataset = dataset.id AND kind = 'land-asset'))
)
ORDER BY told.family, dataset.id
