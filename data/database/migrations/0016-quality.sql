-- Pairs that may be one and the same thing, and what a person decided about them.
CREATE TABLE duplicate_decision (
  -- Ids in order, so that a pair is one row whichever is asked first.
  first_feature text NOT NULL,
  second_feature text NOT NULL,
  decision text NOT NULL CHECK (decision IN ('not_duplicate', 'merged')),
  reason text NOT NULL CHECK (reason <> ''),
  decided_by uuid NOT NULL REFERENCES account (id),
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (first_feature, second_feature),
  CHECK (first_feature < second_feature)
);
