-- The index: what each passage is found by. Ranking is BM25, so besides the lexemes it keeps how often they occur, how
-- long the passage is, and in how many passages of its language a lexeme is found.

-- Ideographs and kana stand without spaces; each becomes a word of its own, which the configuration `simple` can index.
CREATE FUNCTION spaced(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT regexp_replace(written, '([\u0E00-\u0E7F\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF])', '\1 ', 'g') $$;

CREATE TABLE passage_terms (
    passage_id  uuid PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    document_id uuid NOT NULL,
    agent_id    uuid,
    language    text NOT NULL,
    -- without positions: only whether
    lexemes     tsvector NOT NULL,
    -- how often, of those that are not there exactly once; below one: only in the title or the heading
    counts      jsonb NOT NULL,
    size        integer NOT NULL
);
-- fastupdate would make searches read a pending list until the next vacuum
CREATE INDEX passage_terms_lexemes ON passage_terms USING gin (lexemes) WITH (fastupdate = off);
CREATE INDEX passage_terms_document ON passage_terms (document_id);

-- In how many passages of a language a lexeme is found.
CREATE TABLE lexicon (
    language text NOT NULL,
    lexeme   text NOT NULL,
    passages integer NOT NULL,
    PRIMARY KEY (language, lexeme)
) WITH (fillfactor = 80);

-- How many passages a language has, and how many words they have together.
CREATE TABLE collections (
    language text PRIMARY KEY,
    passages bigint NOT NULL,
    words    bigint NOT NULL
);

-- The two tables above follow every way in which passages come and go, cascades included. One at a time: two documents
-- share most of their words and would wait for each other in a circle. The lock is the last thing a transaction takes.
CREATE FUNCTION count_passages() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER passages_come AFTER INSERT ON passage_terms
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_passages();
CREATE TRIGGER passages_go AFTER DELETE ON passage_terms
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_passages();
