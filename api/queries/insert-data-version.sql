-- Names a version of the data, unless another process was quicker.
INSERT INTO data_version (data_version) VALUES ($1)
ON CONFLICT (data_version) DO NOTHING
RETURNING number
