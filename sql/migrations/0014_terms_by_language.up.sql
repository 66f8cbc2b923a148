-- The language is one more lexeme, which no text has since it begins with a space. What is common in one language and rare
-- in another is then found there without reading all that the first one has of it.
CREATE INDEX passage_terms_language_lexemes ON passage_terms
    USING gin ((array_to_tsvector(ARRAY[' ' || language]) || lexemes)) WITH (fastupdate = off);
DROP INDEX passage_terms_lexemes;
