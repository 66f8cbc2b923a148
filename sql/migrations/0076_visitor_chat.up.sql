-- What the visitor's chat keeps in rows: who of staff wrote, what was read, where to answer somebody who left, and whether files may come.

-- Whether visitors may send files to this agent.
ALTER TABLE agents ADD COLUMN attachments boolean NOT NULL DEFAULT false;

-- The name by which customers know whoever of staff wrote it, as it was then.
ALTER TABLE messages ADD COLUMN author_name text;

ALTER TABLE conversations
    -- the last event that the visitor of the web chat has seen
    ADD COLUMN visitor_seq bigint NOT NULL DEFAULT 0,
    -- where to answer a visitor who left; claimed, not proven
    ADD COLUMN answer_email text,
    ADD COLUMN answer_email_at timestamptz;

-- The name by which customers know a member of staff. Whoever has no name but an address has none for customers.
CREATE FUNCTION staff_name(staff text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT u.name FROM users u WHERE CAST(u.id AS text) = staff AND u.name NOT LIKE '%@%'
$$;
