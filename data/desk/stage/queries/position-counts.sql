-- $1 id.
SELECT count(position)::integer AS placed, (count(*) - count(position))::integer AS "withoutPosition"
FROM upload_row WHERE upload = $1
