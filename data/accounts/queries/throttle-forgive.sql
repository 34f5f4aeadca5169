-- Takes back the failure that was counted in advance under key $1; a delay that runs goes on.
UPDATE sign_in_throttle SET failures = greatest(failures - 1, 0) WHERE key = $1
