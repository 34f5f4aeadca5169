-- Registers of applications and of ICT equipment per agency (seed S67, S69, S71, S72, S74).
CREATE TABLE application (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency text NOT NULL REFERENCES agency (id),
  name text NOT NULL CHECK (name <> '')
);
