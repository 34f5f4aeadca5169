-- Forgets the failures under key $1.
DELETE FROM sign_in_throttle WHERE key = $1
