-- Removes what can have no effect any more at $1: sessions older than $2 seconds, links and sign-ons that expired, attempts older
-- than a day, origins that were not used for half a year.
WITH sessions AS (
  DELETE FROM account_session WHERE created_at < $1::timestamptz - make_interval(secs => $2)
), links AS (
  DELETE FROM account_link WHERE expires_at < $1::timestamptz
), sign_ons AS (
  DELETE FROM openid_attempt WHERE expires_at < $1::timestamptz
), attempts AS (
  DELETE FROM sign_in_throttle WHERE last_at < $1::timestamptz - interval '1 day' AND free_at < $1::timestamptz
)
DELETE FROM account_origin WHERE used_at < $1::timestamptz - interval '180 days'
