DROP INDEX lexicon_parts;
CREATE OR REPLACE FUNCTION article_numbers(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT nullif(concat_ws(' ', string_agg(DISTINCT lower(part[1] || part[2] || regexp_replace(part[3], '[-_/.]', '', 'g')), ' '),
        string_agg(DISTINCT part[2], ' ') FILTER (WHERE length(part[2]) > 2)), '')
    FROM regexp_matches(written, '(?<![A-Za-z0-9])([A-Za-z]{1,4})[-_/. ]?([0-9]{2,})((?:[-_/.]?[A-Za-z0-9]+)*)', 'g') AS part
    WHERE length(part[3]) < 20
$$;
CREATE OR REPLACE FUNCTION spaced(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', regexp_replace(written, '[\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]+', ' ', 'g'), letter_runs(written, true), article_numbers(written))
$$;
CREATE OR REPLACE FUNCTION asked(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', regexp_replace(written, '[\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]+', ' ', 'g'), letter_runs(written, false))
$$;
CREATE OR REPLACE FUNCTION word_parts(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN length(word) BETWEEN 3 AND 40 AND word !~ '[0-9[:space:][:punct:]\u3005\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]'
        THEN ARRAY(SELECT DISTINCT substr('^' || word || '$', at, 4) FROM generate_series(1, length(word) - 1) AS at)
        ELSE '{}' END
$$;
CREATE INDEX lexicon_parts ON lexicon USING gin (word_parts(lexeme)) WITH (fastupdate = off);
DROP FUNCTION unaccented(text);
DROP FUNCTION parted(text, boolean);
DROP FUNCTION plain_letters(text);
