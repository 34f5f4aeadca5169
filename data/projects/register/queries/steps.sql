-- Steps of a project in the order they were taken: what the published history has, and what somebody recorded here. A recorded
-- step that the history has too is one step; one that it has no more was undone by whoever brought an earlier version back.
-- $1 project.
WITH recorded AS (
  SELECT s.id, s.status, s.changed_on, s.document, s.note, s.recorded_at, a.name AS recorded_by, g.short_name AS agency_name,
         row_number() OVER (PARTITION BY s.status, s.changed_on ORDER BY s.id DESC) AS nth_last
  FROM project_step_record s
  LEFT JOIN account a ON a.id = s.recorded_by
  LEFT JOIN agency g ON g.id = a.agency
  WHERE s.project = $1
), published AS (
  SELECT h.step, h.status, h.changed_on, row_number() OVER (PARTITION BY h.status, h.changed_on ORDER BY h.step DESC) AS nth_last
  FROM project_history h WHERE h.project = $1
)
SELECT coalesce(r.status, p.status) AS status, coalesce(r.changed_on, p.changed_on) AS changed_on, r.document, r.note,
       r.recorded_at, r.recorded_by, r.agency_name, p.step IS NOT NULL AS stands
FROM recorded r
FULL JOIN published p ON p.status = r.status AND p.changed_on = r.changed_on AND p.nth_last = r.nth_last
ORDER BY coalesce(r.changed_on, p.changed_on), coalesce(r.id, 0), coalesce(p.step, 0)
