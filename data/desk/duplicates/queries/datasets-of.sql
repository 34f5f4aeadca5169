-- The dataset and agency of a facility. $1 facility.
SELECT f.dataset, d.agency FROM facility f JOIN dataset d ON d.id = f.dataset WHERE f.id = $1
