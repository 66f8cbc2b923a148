-- Words as people write them: scripts that PostgreSQL's parser does not split, article numbers however they are written, and
-- words of the library that resemble one of a question.

-- Runs of letters in place of words. Chinese and Japanese stand without spaces, Korean grows endings onto its words: pairs
-- of letters find both (Nie, "Cross-Language Information Retrieval", 2010, section 2.3). A letter of Thai, Lao, Khmer or
-- Burmese says less: three. In the index an ideograph stands alone too, since it may be a word that is asked for.
CREATE FUNCTION letter_runs(written text, singles boolean) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(substr(run[1], at, script.size), ' ')
    FROM (VALUES
            ('[\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]+', 2, true), ('[\u3400-\u4DBF\u4E00-\u9FFF]', 1, singles),
            ('[\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3]+', 2, true), ('[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]+', 3, true)) AS script (letters, size, used)
    CROSS JOIN regexp_matches(written, script.letters, 'g') AS run
    CROSS JOIN generate_series(1, greatest(length(run[1]) - script.size + 1, 1)) AS at
    WHERE script.used
$$;

-- B1037, B-1037, b 1037 and B.1037 are one number: letters and digits joined and, so that 1037 finds it, its digits.
CREATE FUNCTION article_numbers(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT nullif(concat_ws(' ', string_agg(DISTINCT lower(part[1] || part[2] || regexp_replace(part[3], '[-_/.]', '', 'g')), ' '),
        string_agg(DISTINCT part[2], ' ') FILTER (WHERE length(part[2]) > 2)), '')
    FROM regexp_matches(written, '(?<![A-Za-z0-9])([A-Za-z]{1,4})[-_/. ]?([0-9]{2,})((?:[-_/.]?[A-Za-z0-9]+)*)', 'g') AS part
    WHERE length(part[3]) < 20
$$;

-- What is indexed of a text.
CREATE OR REPLACE FUNCTION spaced(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', regexp_replace(written, '[\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]+', ' ', 'g'), letter_runs(written, true), article_numbers(written))
$$;

-- What is looked for of a question, without its article numbers.
CREATE FUNCTION asked(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', regexp_replace(written, '[\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]+', ' ', 'g'), letter_runs(written, false))
$$;

-- The overlapping runs of four letters of a word, its beginning and its end among them; none of what is no word of letters.
CREATE FUNCTION word_parts(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN length(word) BETWEEN 3 AND 40 AND word !~ '[0-9[:space:][:punct:]\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]'
        THEN ARRAY(SELECT DISTINCT substr('^' || word || '$', at, 4) FROM generate_series(1, length(word) - 1) AS at)
        ELSE '{}' END
$$;
CREATE INDEX lexicon_parts ON lexicon USING gin (word_parts(lexeme)) WITH (fastupdate = off);

-- Entries written before this are read again by a job.
ALTER TABLE passage_terms ADD COLUMN current boolean NOT NULL DEFAULT false;
ALTER TABLE passage_terms ALTER COLUMN current SET DEFAULT true;
CREATE INDEX passage_terms_outdated ON passage_terms (document_id) WHERE NOT current;

-- As before, but what is gone is looked up by its key: comparing each lexeme with each passage took a minute for a document
-- of five hundred.
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
        DELETE FROM lexicon l
        USING (SELECT DISTINCT language, lexeme FROM changed, unnest(tsvector_to_array(lexemes)) AS lexeme) AS gone
        WHERE l.language = gone.language AND l.lexeme = gone.lexeme AND l.passages <= 0;
        DELETE FROM collections WHERE passages <= 0;
    END IF;
    RETURN NULL;
END
$$;
