-- Registers of applications and of ICT equipment per agency (seed S67, S69, S71, S72, S74). Who may read and write: 0020.
CREATE TABLE application (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency text NOT NULL REFERENCES agency (id),
  name text NOT NULL CHECK (name <> '' AND length(name) <= 200),
  -- 1 services, 2 administration and management, 3 legislation, 4 development, 5 finance, 6 personnel.
  function_group smallint NOT NULL CHECK (function_group BETWEEN 1 AND 6),
  -- What it does, in the words that tell it from others of its group: equal ones are duplicates.
  function text NOT NULL CHECK (function <> '' AND length(function) <= 120),
  data_produced text CHECK (data_produced <> ''),
  has_api boolean,
  status text NOT NULL CHECK (status IN ('in-use', 'in-development', 'not-used', 'retired')),
  year integer CHECK (year BETWEEN 1980 AND 2100),
  vendor text CHECK (vendor <> ''),
  url text CHECK (url ~ '^https?://'),
  notes text CHECK (notes <> ''),
  -- Whether the public may read that it exists: agency, name and function group.
  is_open boolean NOT NULL DEFAULT false,
  -- Rises with each change: who sends an older one changed something that is no longer so.
  revision integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX application_name ON application (agency, lower(name));
CREATE INDEX application_group ON application (function_group, agency);

CREATE TABLE equipment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency text NOT NULL REFERENCES agency (id),
  -- Kecamatan where it stands; null where the agency did not say.
  kecamatan text REFERENCES region (code) ON DELETE SET NULL CHECK (length(kecamatan) = 8),
  kind text NOT NULL CHECK (kind IN ('server', 'computer', 'laptop', 'printer', 'scanner', 'router', 'switch', 'access-point',
                                     'ups', 'storage', 'rack', 'software', 'other')),
  name text CHECK (name <> '' AND length(name) <= 200),
  count integer NOT NULL CHECK (count BETWEEN 1 AND 100000),
  year integer CHECK (year BETWEEN 1980 AND 2100),
  condition text NOT NULL CHECK (condition IN ('good', 'fair', 'light-damage', 'heavy-damage')),
  -- What keeps it running (seed S69): null is not known, an empty list is none.
  facilities text[] CHECK (facilities <@ ARRAY['rack', 'ups', 'generator', 'cooling', 'spare-parts', 'third-party']),
  next_service_on date,
  notes text CHECK (notes <> ''),
  revision integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX equipment_agency ON equipment (agency, kind);
CREATE INDEX equipment_service ON equipment (next_service_on) WHERE next_service_on IS NOT NULL;
