ALTER TABLE rag_documents DROP COLUMN page_starts, DROP COLUMN warning;
