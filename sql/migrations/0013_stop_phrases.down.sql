ALTER TABLE agents DROP COLUMN stop_phrases, DROP COLUMN resume_phrases;
