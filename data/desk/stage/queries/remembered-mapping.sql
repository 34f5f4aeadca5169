-- How files of a shape were understood last time. $1 agency, $2 shape.
SELECT mapping FROM upload_mapping WHERE agency = $1 AND shape = $2
