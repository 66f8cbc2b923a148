DROP INDEX passage_terms_outdated;
ALTER TABLE passage_terms DROP COLUMN current;
DROP INDEX lexicon_parts;
DROP FUNCTION word_parts(text);
DROP FUNCTION asked(text);
CREATE OR REPLACE FUNCTION spaced(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT regexp_replace(written, '([\u0E00-\u0E7F\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF])', '\1 ', 'g') $$;
DROP FUNCTION article_numbers(text);
DROP FUNCTION letter_runs(text, boolean);
CREATE OR REPLACE FUNCTION count_passages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    direction integer := CASE WHEN TG_OP = 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    IF NOT EXISTS (SELECT FROM changed) THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(5215573);
    INSERT INTO collections AS c (language, passages, words)
    SELECT language, direction * count(*), direction * sum(size) FROM changed GROUP BY language
    ON CONFLICT (language) DO UPDATE
        SET passages = c.passages + excluded.passages, words = c.words + excluded.words;
    INSERT INTO lexicon AS l (language, lexeme, passages)
    SELECT language, lexeme, direction * count(*)
    FROM changed, unnest(tsvector_to_array(lexemes)) AS lexeme
    GROUP BY language, lexeme
    ON CONFLICT (language, lexeme) DO UPDATE SET passages = l.passages + excluded.passages;
    IF direction < 0 THEN
        DELETE FROM lexicon l USING changed c
        WHERE l.language = c.language AND l.lexeme = ANY (tsvector_to_array(c.lexemes)) AND l.passages <= 0;
        DELETE FROM collections WHERE passages <= 0;
    END IF;
    RETURN NULL;
END
$$;
