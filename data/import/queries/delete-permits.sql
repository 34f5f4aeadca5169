-- $1 dataset. Applicants go with their permits.
DELETE FROM permit WHERE dataset = $1
