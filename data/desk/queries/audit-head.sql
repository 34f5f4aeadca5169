-- Number and hash of the newest line as the head says; number 0 for an empty log.
SELECT number, hash FROM audit_head
