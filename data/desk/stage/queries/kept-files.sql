-- Uploads whose file may still be read again.
SELECT id FROM upload WHERE state = 'draf'
