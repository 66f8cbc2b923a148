DROP INDEX rag_documents_file_name;
ALTER TABLE rag_documents DROP COLUMN given_at;
