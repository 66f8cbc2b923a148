-- What the agents know: documents, and the passages that are searched and cited.

CREATE TABLE rag_documents (
    id          uuid PRIMARY KEY,
    -- null: every agent may use it
    agent_id    uuid,
    title       text NOT NULL,
    source      text NOT NULL CHECK (source IN ('file', 'url', 'text', 'guide')),
    file_name   text,
    media_type  text,
    url         text,
    -- the bytes as they came, kept until they are read, so that a crash between upload and reading loses nothing
    original    bytea,
    -- the plain text that passages and citations point into
    content     text,
    language    text,
    status      text NOT NULL DEFAULT 'queued'
                CHECK (status IN ('queued', 'reading', 'indexing', 'ready', 'failed')),
    progress    integer NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    -- why it failed, in a sentence for the person who uploaded it
    error       text,
    -- of what was given: the file, the pasted text with its title, or the address
    sha256      text NOT NULL,
    bytes       bigint NOT NULL DEFAULT 0,
    passages    integer NOT NULL DEFAULT 0,
    created_by  text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);

-- PDF, DOCX and XLSX are compressed already; trying again costs time and saves nothing
ALTER TABLE rag_documents ALTER COLUMN original SET STORAGE EXTERNAL;

-- the same thing given twice for the same agent is one document, also when two requests race
CREATE UNIQUE INDEX rag_documents_once ON rag_documents
    (coalesce(agent_id, '00000000-0000-0000-0000-000000000000'), sha256);
CREATE INDEX rag_documents_newest ON rag_documents (id DESC);
CREATE INDEX rag_documents_agent ON rag_documents (agent_id, id DESC);

-- Whoever watches hears of every change, whatever made it; the number before the topic is nobody's, so that no process
-- takes it for its own.
CREATE FUNCTION ring_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('handcar', '0 rag:' || coalesce(NEW.id, OLD.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER document_changed AFTER INSERT OR DELETE OR UPDATE OF status, progress, title ON rag_documents
    FOR EACH ROW EXECUTE FUNCTION ring_document();

CREATE TABLE passages (
    id          uuid PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES rag_documents ON DELETE CASCADE,
    agent_id    uuid,
    ordinal     integer NOT NULL,
    -- code points into rag_documents.content; text is exactly what stands between them
    start_at    integer NOT NULL CHECK (start_at >= 0),
    end_at      integer NOT NULL CHECK (end_at > start_at),
    -- the headings above the passage, outermost first; searched with it, never part of the text
    heading     text,
    text        text NOT NULL,
    -- the PostgreSQL text-search configuration that knows this language, or simple
    language    text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (document_id, ordinal)
);
CREATE INDEX passages_agent ON passages (agent_id);
