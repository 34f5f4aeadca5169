-- Every published state of a dataset of the desk, so that any of them can be brought back exactly and compared.
CREATE TABLE dataset_version (
  dataset text NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
  version integer NOT NULL CHECK (version > 0),
  state text NOT NULL CHECK (state IN ('terbit', 'diarsipkan')),
  origin text NOT NULL CHECK (origin IN ('import', 'upload', 'edit', 'restore')),
  published_at timestamptz NOT NULL,
  published_by uuid REFERENCES account (id),
  upload uuid REFERENCES upload (id),
  restored_from integer,
  remark text,
  records integer NOT NULL CHECK (records >= 0),
  -- The catalogue record as it was, and the run that an importer would compare its file with.
  metadata jsonb NOT NULL,
  run jsonb NOT NULL,
  checksum text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
  counts jsonb,
  PRIMARY KEY (dataset, version)
);
CREATE UNIQUE INDEX dataset_version_published ON dataset_version (dataset) WHERE state = 'terbit';

-- What each feature was from one version to the one before another: only what changes is written again.
CREATE TABLE feature_history (
  dataset text NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
  feature text NOT NULL,
  from_version integer NOT NULL CHECK (from_version > 0),
  -- First version that no longer has it so; null while it stands.
  until_version integer CHECK (until_version > from_version),
  -- As `feature_now` has it: its whole row, geometry as hexadecimal EWKB. Never who applied for a permit.
  content jsonb NOT NULL,
  -- SHA-256 of the content.
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (dataset, feature, from_version)
);
CREATE UNIQUE INDEX feature_history_standing ON feature_history (dataset, feature) WHERE until_version IS NULL;
CREATE INDEX feature_history_from ON feature_history (dataset, from_version);
CREATE INDEX feature_history_until ON feature_history (dataset, until_version) WHERE until_version IS NOT NULL;

-- A version whose history is being written before it is published. Entries from or until it count for nothing as long as it is
-- named here: whoever changes the dataset next takes them back.
CREATE TABLE version_preparation (
  dataset text PRIMARY KEY REFERENCES dataset (id) ON DELETE CASCADE,
  token uuid NOT NULL,
  version integer NOT NULL
);

-- Takes back what was prepared for a dataset, at most so many entries; NULL for all. Answers how many; NULL for none left.
CREATE FUNCTION take_back_preparation(of_dataset text, of_token uuid, most integer) RETURNS SETOF integer LANGUAGE plpgsql AS $$
DECLARE
  prepared integer := (SELECT version FROM version_preparation p WHERE p.dataset = of_dataset AND (of_token IS NULL OR p.token = of_token));
  taken integer;
BEGIN
  -- An entry must be gone before the one that it replaced may stand again.
  DELETE FROM feature_history WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM feature_history WHERE dataset = of_dataset AND from_version = prepared LIMIT most));
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken > 0 THEN RETURN NEXT taken; END IF;
  IF taken > 0 AND most IS NOT NULL THEN RETURN; END IF;
  UPDATE feature_history SET until_version = NULL WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM feature_history WHERE dataset = of_dataset AND until_version = prepared LIMIT most));
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken > 0 THEN RETURN NEXT taken; END IF;
END
$$;

-- Who applied for a permit in earlier versions: apart, because whoever reads the history of permits may not read persons
-- (UU 27/2022 art. 4 and 16). It is needed to undo a publication and for nothing else, and goes with its dataset.
CREATE TABLE permit_applicant_history (
  dataset text NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
  feature text NOT NULL,
  from_version integer NOT NULL CHECK (from_version > 0),
  until_version integer CHECK (until_version > from_version),
  content jsonb NOT NULL,
  PRIMARY KEY (dataset, feature, from_version)
);
CREATE UNIQUE INDEX permit_applicant_history_standing ON permit_applicant_history (dataset, feature) WHERE until_version IS NULL;

-- `desk`: what stands was published here, and no import of files at a start replaces it.
ALTER TABLE dataset ADD COLUMN origin text NOT NULL DEFAULT 'import' CHECK (origin IN ('import', 'desk'));
ALTER TABLE dataset ADD COLUMN published_at timestamptz;
ALTER TABLE dataset ADD COLUMN contact text;
ALTER TABLE dataset ADD COLUMN scale text;

-- Features as they would be published, prepared beside the published ones so that the publication itself is short. Without a
-- write-ahead log: after a crash they are empty and are prepared again.
CREATE UNLOGGED TABLE feature_stage (
  stage uuid NOT NULL,
  feature text NOT NULL,
  content jsonb NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (stage, feature)
);
-- State of the upload (`changed_at`) and of the dataset that a stage was prepared from.
CREATE UNLOGGED TABLE feature_stage_state (
  stage uuid PRIMARY KEY,
  changed_at timestamptz NOT NULL,
  dataset text NOT NULL,
  version integer NOT NULL
);

-- Made-up features that gave way to real ones of their kind; what they were is in the history. They come back when that
-- publication is undone.
CREATE TABLE sample_withdrawal (
  dataset text NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
  feature text NOT NULL,
  family text NOT NULL,
  kind text NOT NULL,
  PRIMARY KEY (dataset, feature)
);

-- What a dataset says of a facility is asked for each of its facilities.
CREATE INDEX facility_source_of ON facility_source (facility, dataset);
DROP INDEX facility_source_facility;

CREATE FUNCTION content_hash(content jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN encode(sha256(convert_to(content::text, 'UTF8')), 'hex');

-- Their table is made by a later migration, which only a body that is read when it runs may name.
CREATE FUNCTION permit_pauses(of_permit text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(to_jsonb(s) - 'permit' ORDER BY s.starts_on), '[]') FROM permit_pause s WHERE s.permit = of_permit);
END
$$;

-- Every published feature as the history keeps it: all columns of its row, and what hangs on it. A migration that adds a column
-- to one of these tables makes this view anew (a test holds it against the tables). A facility of another dataset that a dataset
-- knows too is a feature `source:<key>` of it. `to_jsonb` of a whole row would turn each geometry into GeoJSON: a millisecond each.
CREATE VIEW feature_now WITH (security_invoker = true) AS
SELECT 'facility' AS family, f.dataset, f.id AS feature, f.region, f.name, f.position AS shape,
       jsonb_build_object('id', f.id, 'kind', f.kind, 'name', f.name, 'owner', f.owner, 'authority', f.authority, 'region', f.region,
         'accuracy', f.accuracy, 'address', f.address, 'phone', f.phone, 'capacity', f.capacity, 'national_code',
         f.national_code, 'attributes', f.attributes, 'dataset', f.dataset, 'position', f.position::text,
         'sources', (SELECT coalesce(jsonb_agg(jsonb_build_object('source_key', s.source_key, 'source_name', s.source_name,
                   'distance_metres', s.distance_metres) ORDER BY s.source_key COLLATE "C"), '[]')
          FROM facility_source s WHERE s.facility = f.id AND s.dataset = f.dataset)) AS content
FROM facility f
UNION ALL
SELECT 'facility', s.dataset, 'source:' || s.source_key, NULL, s.source_name, NULL, to_jsonb(s)
FROM facility_source s JOIN facility f ON f.id = s.facility AND f.dataset <> s.dataset
UNION ALL
SELECT 'infrastructure', i.dataset, i.id, i.region, coalesce(i.name, i.code, i.id), i.geometry,
       jsonb_build_object('id', i.id, 'kind', i.kind, 'code', i.code, 'name', i.name, 'class', i.class, 'condition', i.condition, 'authority',
         i.authority, 'region', i.region, 'stated_length_metres', i.stated_length_metres, 'length_metres', i.length_metres,
         'area_square_metres', i.area_square_metres, 'attributes', i.attributes, 'dataset', i.dataset, 'geometry',
         i.geometry::text)
FROM infrastructure i
UNION ALL
SELECT 'project', p.dataset, p.id,
       (SELECT r.region FROM project_region r WHERE r.project = p.id ORDER BY r.share DESC, r.region LIMIT 1), p.name, p.geometry,
       jsonb_build_object('id', p.id, 'name', p.name, 'description', p.description, 'origin', p.origin, 'sub_activity_code',
         p.sub_activity_code, 'sector', p.sector, 'opd', p.opd, 'asset_code', p.asset_code, 'fiscal_year', p.fiscal_year,
         'proposed_rupiah', p.proposed_rupiah, 'planned_rupiah', p.planned_rupiah, 'ceiling_rupiah', p.ceiling_rupiah,
         'contract_rupiah', p.contract_rupiah, 'spent_rupiah', p.spent_rupiah, 'funding_source', p.funding_source, 'volume',
         p.volume, 'unit', p.unit, 'method', p.method, 'procurement_code', p.procurement_code, 'tender_code', p.tender_code,
         'provider', p.provider, 'status', p.status, 'physical_percent', p.physical_percent, 'financial_percent',
         p.financial_percent, 'planned_percent', p.planned_percent, 'land_status', p.land_status, 'accuracy', p.accuracy,
         'updated_on', p.updated_on, 'dataset', p.dataset, 'geometry', p.geometry::text,
         'regions', (SELECT coalesce(jsonb_agg(jsonb_build_object('region', r.region, 'share', r.share) ORDER BY r.region), '[]')
          FROM project_region r WHERE r.project = p.id),
         'history', (SELECT coalesce(jsonb_agg(jsonb_build_object('step', h.step, 'status', h.status, 'changed_on', h.changed_on)
                   ORDER BY h.step), '[]')
          FROM project_history h WHERE h.project = p.id))
FROM project p
UNION ALL
SELECT 'permit', p.dataset, p.id, p.region, p.type || ' ' || p.id, p.position,
       jsonb_build_object('id', p.id, 'type', p.type, 'kbli', p.kbli, 'risk', p.risk, 'business_scale', p.business_scale, 'applicant_kind',
         p.applicant_kind, 'status', p.status, 'applied_on', p.applied_on, 'complete_on', p.complete_on, 'issued_on',
         p.issued_on, 'rejected_on', p.rejected_on, 'valid_until', p.valid_until, 'service_days', p.service_days, 'region',
         p.region, 'accuracy', p.accuracy, 'land_square_metres', p.land_square_metres, 'building_square_metres',
         p.building_square_metres, 'investment_rupiah', p.investment_rupiah, 'levy_rupiah', p.levy_rupiah, 'dataset',
         p.dataset, 'position', p.position::text, 'pauses', permit_pauses(p.id))
FROM permit p
UNION ALL
SELECT 'population', n.dataset, n.region, n.region, coalesce(region.name, n.region), NULL, to_jsonb(n)
FROM population n LEFT JOIN region ON region.code = n.region;

-- Writes what a version has new or otherwise into the table of its family, all columns of it. Answers how many rows were
-- written: one that is another dataset's is left alone.
CREATE FUNCTION put_features(of_family text, of_dataset text, of_version integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  names text;
  changes text;
  written integer;
BEGIN
  SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum), string_agg(format('%1$I = excluded.%1$I', attname), ', ' ORDER BY attnum)
  INTO names, changes
  FROM pg_attribute WHERE attrelid = of_family::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
  EXECUTE format(
    'INSERT INTO %1$I AS present (%2$s)
     SELECT changed.* FROM feature_history h CROSS JOIN LATERAL jsonb_populate_record(NULL::%1$I, h.content) AS changed
     WHERE h.dataset = $1 AND h.from_version = $2 AND h.until_version IS NULL AND h.feature NOT LIKE ''source:%%''
     ON CONFLICT (%3$s) DO UPDATE SET %4$s WHERE present.dataset = $1',
    of_family, names, CASE of_family WHEN 'population' THEN 'region, dataset' ELSE 'id' END, changes)
  USING of_dataset, of_version;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END
$$;

-- Takes out of the table of its family what a version ended and has no more. Answers how many rows went.
CREATE FUNCTION delete_ended_features(of_family text, of_dataset text, of_version integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  gone integer;
BEGIN
  EXECUTE format(
    'DELETE FROM %1$I AS present USING feature_history h
     WHERE present.dataset = $1 AND present.%2$I = h.feature AND h.dataset = $1 AND h.until_version = $2
       AND NOT EXISTS (SELECT FROM feature_history n WHERE n.dataset = $1 AND n.feature = h.feature AND n.until_version IS NULL)',
    of_family, CASE of_family WHEN 'population' THEN 'region' ELSE 'id' END)
  USING of_dataset, of_version;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$$;

-- Features that two states of a dataset do not have alike. `before_version` NULL is what is published now; `after_stage` is
-- given instead of `after_version`. Points are moved when they lie more than a metre apart.
CREATE FUNCTION feature_differences(of_family text, of_dataset text, before_version integer, after_version integer, after_stage uuid)
RETURNS TABLE (feature text, kind text, moved_metres double precision, before jsonb, after jsonb)
LANGUAGE sql STABLE AS $$
WITH earlier AS (
  SELECT h.feature, h.content, h.hash FROM feature_history h
  WHERE h.dataset = of_dataset AND h.from_version <= before_version AND (h.until_version IS NULL OR h.until_version > before_version)
  UNION ALL
  SELECT n.feature, n.content, content_hash(n.content) FROM feature_now n
  WHERE before_version IS NULL AND n.family = of_family AND n.dataset = of_dataset
), later AS (
  SELECT h.feature, h.content, h.hash FROM feature_history h
  WHERE h.dataset = of_dataset AND h.from_version <= after_version AND (h.until_version IS NULL OR h.until_version > after_version)
  UNION ALL
  SELECT s.feature, s.content, s.hash FROM feature_stage s WHERE s.stage = after_stage
), pair AS MATERIALIZED (
  SELECT coalesce(e.feature, l.feature) AS feature, e.content AS before, l.content AS after,
         coalesce(e.content ->> 'position', e.content ->> 'geometry')::geometry AS shape_before,
         coalesce(l.content ->> 'position', l.content ->> 'geometry')::geometry AS shape_after
  FROM earlier e FULL JOIN later l ON l.feature = e.feature
  WHERE e.hash IS DISTINCT FROM l.hash
), measured AS (
  SELECT *, CASE WHEN GeometryType(shape_before) = 'POINT' AND GeometryType(shape_after) = 'POINT'
                 THEN ST_Distance(shape_before::geography, shape_after::geography) END AS metres
  FROM pair
)
SELECT feature, CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'gone' WHEN metres > 1 THEN 'moved' ELSE 'changed' END,
       metres, before, after
FROM measured
$$;

-- Kind by which made-up features give way to real ones: roads of the kabupaten apart from those of others, projects and permits
-- as a whole.
CREATE VIEW sample_kind WITH (security_invoker = true) AS
SELECT 'facility' AS family, dataset, id AS feature, kind FROM facility
UNION ALL
SELECT 'infrastructure', dataset, id,
       CASE WHEN kind = 'road' AND coalesce(authority, 'kabupaten') IN ('kabupaten', 'desa') THEN 'road-kabupaten' ELSE kind END
FROM infrastructure
UNION ALL
SELECT 'project', dataset, id, 'project' FROM project
UNION ALL
SELECT 'permit', dataset, id, 'permit' FROM permit;
