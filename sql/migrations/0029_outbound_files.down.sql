ALTER TABLE deliveries DROP COLUMN files, DROP COLUMN uploaded, DROP COLUMN extra_seconds;
