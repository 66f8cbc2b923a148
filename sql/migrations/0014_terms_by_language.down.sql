CREATE INDEX passage_terms_lexemes ON passage_terms USING gin (lexemes) WITH (fastupdate = off);
DROP INDEX passage_terms_language_lexemes;
