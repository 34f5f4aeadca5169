-- Codes of all regions.
SELECT code FROM region
