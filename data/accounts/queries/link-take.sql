-- Uses up the link whose secret has the digest $1: one row for whoever is first.
DELETE FROM account_link WHERE token_hash = $1 RETURNING purpose
