-- Agency $1 publishes by itself or not: $2.
UPDATE agency SET may_publish = $2 WHERE id = $1
