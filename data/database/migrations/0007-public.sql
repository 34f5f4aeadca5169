-- What anybody may read: rows of open datasets only (UU 14/2008), each with whether it is made up.
-- The API and the tiles ask these views, so that the rule stands once.
CREATE VIEW facility_public AS
SELECT facility.*, dataset.status = 'contoh' AS sample
FROM facility
JOIN dataset ON dataset.id = facility.dataset
WHERE dataset.classification = 'terbuka';

CREATE VIEW project_public AS
SELECT project.*, dataset.status = 'contoh' AS sample
FROM project
JOIN dataset ON dataset.id = project.dataset
WHERE dataset.classification = 'terbuka';

-- Names are searched by their letter triples, so that a typo still finds them. The kind belongs to the text: people
-- type "puskesmas" whether or not the register writes it into the name.
CREATE INDEX facility_search ON facility USING gin ((kind || ' ' || name) gin_trgm_ops);
CREATE INDEX project_search ON project USING gin (name gin_trgm_ops);
CREATE INDEX facility_national_code_text ON facility (national_code) WHERE national_code IS NOT NULL;
