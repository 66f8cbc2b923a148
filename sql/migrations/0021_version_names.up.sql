-- Documents with the same name here are versions of one file: of one agent, and called the same but for case and for the form
-- of the letters (macOS takes an é apart). Null for what has no name of its own: `file` and `blob` are what programs send.
CREATE FUNCTION version_name(agent uuid, source text, file_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', agent, lower(normalize(file_name)))
    WHERE source = 'file' AND file_name NOT IN ('file', 'blob')
$$;
CREATE INDEX rag_documents_version_name ON rag_documents (version_name(agent_id, source, file_name));
DROP INDEX rag_documents_file_name;
