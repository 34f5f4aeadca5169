-- What is worked out of several datasets (borders, population cells) and from which state of them: a stop between an import
-- and the work that follows is noticed at the next start.
CREATE TABLE derived (
  name text PRIMARY KEY,
  revision text NOT NULL
);
