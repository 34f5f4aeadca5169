-- Whether a number of people, or a part of a sum, was divided among regions that the register left out.
ALTER TABLE population ADD COLUMN estimated boolean NOT NULL DEFAULT false;
