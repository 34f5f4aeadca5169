-- A dataset that an upload may go to, with what is said of it. $1 id.
SELECT id, title, family, abstract, agency, classification, source, date, licence, update_cycle_months AS "updateCycleMonths",
       lineage, known_flaws AS "knownFlaws", contact, scale
FROM dataset WHERE id = $1
