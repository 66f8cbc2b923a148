CREATE INDEX rag_documents_file_name ON rag_documents (file_name) WHERE source = 'file';
DROP INDEX rag_documents_version_name;
DROP FUNCTION version_name(uuid, text, text);
