-- Regions that share a border with the region $1.
SELECT region.code, region.name
FROM region_neighbour
JOIN region ON region.code = region_neighbour.neighbour
WHERE region_neighbour.code = $1
ORDER BY region.code
