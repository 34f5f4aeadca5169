-- The second wall: what the database answers to each role of the API, whatever the API asks.
DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['jangkau_publik', 'jangkau_opd', 'jangkau_bappelitbangda', 'jangkau_walidata', 'jangkau_pimpinan'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END LOOP;
END
$$;
