-- Pauses of the service clock of a permit (domain brief 4b): days on which the applicant, not the office, is waited for.
CREATE TABLE permit_pause (
  permit text NOT NULL REFERENCES permit (id) ON DELETE CASCADE,
  starts_on date NOT NULL,
  -- Null while it lasts.
  ends_on date CHECK (ends_on >= starts_on),
  reason text NOT NULL CHECK (reason IN ('dikembalikan', 'menunggu_pembayaran')),
  PRIMARY KEY (permit, starts_on)
);
