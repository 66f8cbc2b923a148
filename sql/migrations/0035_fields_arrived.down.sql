ALTER TABLE conversations DROP COLUMN told_fields_arrived_at;
