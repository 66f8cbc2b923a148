-- The origins an agent's answers may link to, besides the addresses in its documents.
ALTER TABLE agents ADD COLUMN allowed_sites text[] NOT NULL DEFAULT '{}';
