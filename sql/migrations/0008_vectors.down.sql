DROP FUNCTION nearest_passages(text, integer, real[], bit varying, uuid, integer);
DROP FUNCTION index_vectors(text, integer);
DROP TABLE vector_models;
DROP TABLE passage_vectors;
