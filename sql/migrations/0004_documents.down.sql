DROP TABLE passages;
DROP TABLE rag_documents;
DROP FUNCTION ring_document;
