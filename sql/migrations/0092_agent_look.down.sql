ALTER TABLE agents DROP COLUMN greetings, DROP COLUMN look;
