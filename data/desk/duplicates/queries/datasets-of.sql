-- The dataset and agency of a facility, and its name. $1 facility.
SELECT f.dataset, d.agency, f.name FROM facility f JOIN dataset d ON d.id = f.dataset WHERE f.id = $1
