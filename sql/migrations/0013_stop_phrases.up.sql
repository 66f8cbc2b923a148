-- The words by which a customer silences an agent, and lets it speak again. A message is one only as a whole.
ALTER TABLE agents
    ADD COLUMN stop_phrases   text[] NOT NULL DEFAULT '{}',
    ADD COLUMN resume_phrases text[] NOT NULL DEFAULT '{}';
