DROP TABLE passages;
DROP TABLE rag_documents;
