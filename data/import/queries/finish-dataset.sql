-- Records of a dataset once they are counted. $1 dataset, $2 records.
UPDATE dataset SET records = $2 WHERE id = $1
