-- What stood in a region that goes is counted one level up until it is imported anew. $1 codes.
UPDATE facility SET region = left(region, 8) WHERE region = ANY ($1::text[])
