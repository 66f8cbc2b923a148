-- What was written is compared in one form of its letters, whoever wrote it: full width, half width or taken apart, with
-- invisible marks in it, with an article grown onto it, without accents, in letters of another alphabet that look the same.

-- What the entries say now, to find those that would say something else.
CREATE TEMP TABLE indexed ON COMMIT DROP AS
SELECT t.passage_id, spaced(concat_ws(' ', d.title, p.heading, p.text)) AS words
FROM passage_terms t
JOIN passages p ON p.id = t.passage_id
JOIN rag_documents d ON d.id = t.document_id
WHERE t.current;

-- Unicode's compatible form, without what is not seen (soft hyphens, marks of zero width), and Arabic words without the
-- definite article (Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval", 2007): with it
-- PostgreSQL's stemmer takes one and the same word for two.
CREATE FUNCTION plain_letters(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(regexp_replace(normalize(written, NFKC), '[\u00AD\u200B\u2060\uFEFF]', '', 'g'),
        '(?<![\u0600-\u06FF])[\u0648\u0641\u0628\u0643]?\u0627\u0644(?=[\u0600-\u06FF]{3})', '', 'g')
$$;

-- B1037, B-1037, b 1037 and B.1037 are one number: letters and digits joined and, so that 1037 finds it, its digits; and so are
-- 12.345.678 and 12345678. Cyrillic letters that look like Latin ones are written as these.
CREATE OR REPLACE FUNCTION article_numbers(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT nullif(concat_ws(' ',
        (SELECT concat_ws(' ', string_agg(DISTINCT lower(translate(regexp_replace(concat(part[1], part[2], part[3]), '[^A-Za-z0-9\u00C0-\u024F\u0370-\u03FF\u0400-\u04FF]', '', 'g'),
                    'АВЕКМНОРСТУХаеорсух', 'ABEKMHOPCTYXaeopcyx')), ' '),
                string_agg(DISTINCT part[2], ' ') FILTER (WHERE length(part[2]) > 2))
         FROM regexp_matches(written,
            '(?<![A-Za-z0-9\u00C0-\u024F\u0370-\u03FF\u0400-\u04FF])([A-Za-z\u00C0-\u024F\u0370-\u03FF\u0400-\u04FF]{1,4} |[A-Za-z\u00C0-\u024F\u0370-\u03FF\u0400-\u04FF]{1,10}[-_/.#\u2010-\u2015\u2212]?)([0-9]{2,})((?:[-_/.\u2010-\u2015\u2212]?[A-Za-z0-9]+)*)', 'g') AS part
         WHERE length(part[3]) < 20),
        (SELECT string_agg(DISTINCT regexp_replace(part[1], '[^0-9]', '', 'g'), ' ')
         FROM regexp_matches(written, '(?<![A-Za-z0-9.])([0-9]+(?:[-_/.\u2010-\u2015\u2212][0-9]+)+)(?![A-Za-z0-9])', 'g') AS part
         WHERE length(part[1]) BETWEEN 6 AND 24)), '')
$$;

-- A text as words that PostgreSQL's parser tells apart.
CREATE FUNCTION parted(plain text, singles boolean) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', regexp_replace(plain, '[\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]+', ' ', 'g'), letter_runs(plain, singles))
$$;

-- What is indexed of a text.
CREATE OR REPLACE FUNCTION spaced(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', parted(plain, true), article_numbers(plain)) FROM plain_letters(written) AS plain
$$;

-- What is looked for of a question, without its article numbers.
CREATE OR REPLACE FUNCTION asked(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT parted(plain_letters(written), false)
$$;

-- A word as somebody types it who leaves out its accents.
CREATE FUNCTION unaccented(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(normalize(regexp_replace(normalize(word, NFD), '[\u0300-\u036F]', '', 'g')), 'đøłı', 'doli')
$$;

-- As before, but of the word without its accents, so that both ways of writing it share all their parts. It does not call
-- `unaccented`: a function of an index finds no others while the index is made.
DROP INDEX lexicon_parts;
CREATE OR REPLACE FUNCTION word_parts(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN length(word) BETWEEN 3 AND 40 AND word !~ '[0-9[:space:][:punct:]\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]'
        THEN ARRAY(SELECT DISTINCT substr('^' || plain || '$', at, 4)
                   FROM translate(normalize(regexp_replace(normalize(word, NFD), '[\u0300-\u036F]', '', 'g')), 'đøłı', 'doli') AS plain,
                       generate_series(1, length(plain) - 1) AS at)
        ELSE '{}' END
$$;
CREATE INDEX lexicon_parts ON lexicon USING gin (word_parts(lexeme)) WITH (fastupdate = off);

UPDATE passage_terms t SET current = false
FROM indexed i, passages p, rag_documents d
WHERE t.passage_id = i.passage_id AND p.id = t.passage_id AND d.id = t.document_id
  AND spaced(concat_ws(' ', d.title, p.heading, p.text)) <> i.words;
