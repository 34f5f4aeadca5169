-- A decision on finished works. $1 project, $2 whether approved, $3 facility, $4 whether it was there before, $5 remark, $6 account.
INSERT INTO project_asset (project, approved, facility, was_there, remark, decided_by) VALUES ($1, $2, $3, $4, $5, $6::uuid)
