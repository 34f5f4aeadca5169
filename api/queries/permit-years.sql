-- Years in which permits were applied for, the newest first. No parameters.
SELECT DISTINCT extract(year FROM applied_on)::integer AS year FROM permit ORDER BY 1 DESC
