-- When the next attempt under key $1 is heard.
SELECT free_at FROM sign_in_throttle WHERE key = $1
