-- State of the datasets that something was worked out from. $1 name.
SELECT revision FROM derived WHERE name = $1
