-- Pauses of the service clock of permits. $1 records as JSON.
INSERT INTO permit_pause (permit, starts_on, ends_on, reason)
SELECT permit, "startsOn", "endsOn", reason
FROM jsonb_to_recordset($1::jsonb) AS r(permit text, "startsOn" date, "endsOn" date, reason text)
