-- Whole datasets are compared: without statistics, as on the embedded engine, loops within loops would be chosen. Until the
-- transaction ends.
SET LOCAL enable_nestloop = off
