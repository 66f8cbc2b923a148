-- When a document was last given. A changed file takes the place of the one of its name that was given before it, and the same
-- file given once more is the newest again.
ALTER TABLE rag_documents ADD COLUMN given_at timestamptz;
UPDATE rag_documents SET given_at = created_at;
ALTER TABLE rag_documents ALTER COLUMN given_at SET NOT NULL, ALTER COLUMN given_at SET DEFAULT clock_timestamp();
CREATE INDEX rag_documents_file_name ON rag_documents (file_name) WHERE source = 'file';
