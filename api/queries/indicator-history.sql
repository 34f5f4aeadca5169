-- What every recorded version of the data said of region $2 by standard $1, oldest first.
SELECT data_version.number, data_version, data_version.recorded_at, population, need, available, served_share, sample
FROM indicator_history
JOIN data_version USING (data_version)
WHERE standard = $1 AND region = $2
ORDER BY data_version.number
