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

-- Of figures that sources state differently, the one that is gone on with: chosen by the custodian, with the reason.
CREATE TABLE figure_choice (
  topic text PRIMARY KEY CHECK (topic IN ('population', 'area', 'road_condition')),
  -- Id of a dataset or of a stated figure.
  source text NOT NULL CHECK (source <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  chosen_by uuid NOT NULL REFERENCES account (id),
  chosen_at timestamptz NOT NULL DEFAULT now()
);
