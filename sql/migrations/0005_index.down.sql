DROP TABLE passage_terms;
DROP TABLE lexicon;
DROP TABLE collections;
DROP FUNCTION count_passages();
DROP FUNCTION spaced(text);
