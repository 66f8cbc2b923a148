ALTER TABLE agents DROP COLUMN allowed_sites;
