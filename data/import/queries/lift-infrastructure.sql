-- What stood in a region that goes belongs to none until it is imported anew. $1 codes.
UPDATE infrastructure SET region = NULL WHERE region = ANY ($1::text[])
