-- name: add-document
-- The same thing given twice for the same agent adds nothing; no row comes back then.
INSERT INTO rag_documents (id, agent_id, title, source, file_name, media_type, url, original, content, sha256, bytes, created_by)
VALUES (:id, :agent, :title, :source, :file_name, :media_type, :url, :original, :content, :sha256, :bytes, :created_by)
ON CONFLICT (coalesce(agent_id, cast('00000000-0000-0000-0000-000000000000' as uuid)), sha256) DO NOTHING
RETURNING id, agent_id, title, source, file_name, media_type, url, language, status, progress, error, warning, bytes, passages, created_by, created_at, updated_at;

-- name: same-document
-- What an upload that added nothing is the same as; from now on it is the newest of its name. None when another upload has
-- just taken its place.
UPDATE rag_documents SET given_at = clock_timestamp()
WHERE coalesce(agent_id, cast('00000000-0000-0000-0000-000000000000' as uuid))
    = coalesce(cast(:agent as uuid), cast('00000000-0000-0000-0000-000000000000' as uuid)) AND sha256 = :sha256
RETURNING id, agent_id, title, source, file_name, media_type, url, language, status, progress, error, warning, bytes, passages, created_by, created_at, updated_at;

-- name: take-name
-- A document that is given once more, under the name of another one, takes that name and is read again to replace the other.
UPDATE rag_documents d
SET file_name = :file_name, title = :title, status = 'queued', progress = 0, error = NULL, updated_at = now()
WHERE id = :id AND source = 'file' AND EXISTS (
    SELECT FROM rag_documents o
    WHERE o.id <> d.id AND version_name(o.agent_id, o.source, o.file_name) = version_name(d.agent_id, d.source, :file_name))
RETURNING id, agent_id, title, source, file_name, media_type, url, language, status, progress, error, warning, bytes, passages, created_by, created_at, updated_at;

-- name: give-again
-- A failed document given again gets its bytes back and another chance; any other stays as it is.
UPDATE rag_documents
SET original = :original, content = coalesce(:content, content), status = 'queued', progress = 0, error = NULL, updated_at = now()
WHERE id = :id AND status = 'failed'
RETURNING id, agent_id, title, source, file_name, media_type, url, language, status, progress, error, warning, bytes, passages, created_by, created_at, updated_at;

-- name: document
-- Without its text, which may be five megabytes.
SELECT id, agent_id, title, source, file_name, media_type, url, language, status, progress, error, warning, bytes, passages, created_by, created_at, updated_at
FROM rag_documents WHERE id = :id;

-- name: document-text-length
-- Only for one document at a time: counting the characters reads them all.
SELECT coalesce(char_length(content), 0) AS characters FROM rag_documents WHERE id = :id;

-- name: document-text
-- What passages and citations point into.
SELECT coalesce(content, '') AS content, coalesce(page_starts, '{}') AS page_starts, warning FROM rag_documents WHERE id = :id;

-- name: guide-pages
-- The pages of Handcar's own guide that are there, by what they say.
SELECT id, sha256, status FROM rag_documents WHERE source = 'guide';

-- name: documents
-- Newest first. An agent's documents include those that every agent may use.
SELECT id, agent_id, title, source, file_name, media_type, url, language, status, progress, error, warning, bytes, passages, created_by, created_at, updated_at
FROM rag_documents
WHERE (cast(:status as text) IS NULL OR status = :status)
  AND (cast(:agent as uuid) IS NULL OR agent_id IS NULL OR agent_id = cast(:agent as uuid))
  AND (cast(:q as text) IS NULL OR strpos(lower(concat_ws(' ', title, file_name, url)), lower(:q)) > 0)
  AND (cast(:before_at as timestamptz) IS NULL
       OR (created_at, id) < (cast(:before_at as timestamptz), cast(:before_id as uuid)))
ORDER BY created_at DESC, id DESC
LIMIT :limit;

-- name: delete-document
-- Its passages, their index and the statistics go with it.
DELETE FROM rag_documents WHERE id = :id
RETURNING id, agent_id, title, source, file_name, media_type, url, language, status, progress, error, warning, bytes, passages, created_by, created_at, updated_at;

-- name: queue-document
-- To be read or split and indexed anew; what it had stays searchable until then.
UPDATE rag_documents SET status = 'queued', progress = 0, error = NULL, updated_at = now() WHERE id = :id
RETURNING id, agent_id, title, source, file_name, media_type, url, language, status, progress, error, warning, bytes, passages, created_by, created_at, updated_at;

-- name: begin-document
-- Whoever has the job takes it up, wherever a dead process left it.
UPDATE rag_documents SET status = 'reading', progress = 5, error = NULL, updated_at = now()
WHERE id = :id
RETURNING id, title, source, file_name, media_type, url, original;

-- name: keep-text
-- The text takes the place of the bytes; from here on a restart need not read again.
UPDATE rag_documents
SET content = :content, original = NULL, title = :title, media_type = :media_type, language = :language,
    page_starts = :page_starts, warning = :warning,
    bytes = greatest(bytes, :bytes), status = 'indexing', progress = 40, updated_at = now()
WHERE id = :id;

-- name: document-progress
-- Seen at once: it is not part of the long transaction that writes the passages.
UPDATE rag_documents SET progress = :progress, updated_at = now()
WHERE id = :id AND status = 'indexing' AND progress < :progress;

-- name: keep-document
-- Taken before its passages, as whoever deletes it does: in another order the two would wait for each other.
SELECT id FROM rag_documents WHERE id = :id FOR KEY SHARE;

-- name: drop-passages
-- Earlier passages make room in the transaction that writes the new ones.
DELETE FROM passages WHERE document_id = :document;

-- name: add-passages
-- Some hundred at a time: one statement each would take fifty times as long.
INSERT INTO passages (id, document_id, agent_id, ordinal, start_at, end_at, heading, text, language)
SELECT p.id, d.id, d.agent_id, p.ordinal, p.start_at, p.end_at, nullif(p.heading, ''), p.text, p.language
FROM rag_documents d
CROSS JOIN unnest(cast(:ids as uuid[]), cast(:ordinals as integer[]), cast(:starts as integer[]), cast(:ends as integer[]),
    cast(:headings as text[]), cast(:texts as text[]), cast(:languages as text[]))
    AS p (id, ordinal, start_at, end_at, heading, text, language)
WHERE d.id = :document;

-- name: document-ready
-- Together with its passages and its job's end.
UPDATE rag_documents SET status = 'ready', progress = 100, passages = :passages, error = NULL, updated_at = now() WHERE id = :id;

-- name: hold-name
-- Versions of one file become ready one after the other, so that each sees what the others did.
SELECT pg_advisory_xact_lock(5215574, hashtext(name)) AS held
FROM (SELECT version_name(agent_id, source, file_name) AS name FROM rag_documents WHERE id = :id) AS document
WHERE name IS NOT NULL;

-- name: is-outdated
-- Whether a version that was given later can be found already.
SELECT n.id FROM rag_documents d
JOIN rag_documents n ON version_name(n.agent_id, n.source, n.file_name) = version_name(d.agent_id, d.source, d.file_name)
WHERE d.id = :id AND (n.given_at, n.id) > (d.given_at, d.id) AND n.passages > 0 AND n.status <> 'failed'
LIMIT 1;

-- name: older-versions
-- The versions that were given before. Taken before the lock on the statistics, as whoever deletes them does.
SELECT o.id, o.title FROM rag_documents d
JOIN rag_documents o ON version_name(o.agent_id, o.source, o.file_name) = version_name(d.agent_id, d.source, d.file_name)
WHERE d.id = :id AND (o.given_at, o.id) < (d.given_at, d.id)
ORDER BY o.id
FOR UPDATE OF o;

-- name: usual-language
-- What most documents of the same agent, or of all, are written in: a short text among them is probably no exception.
SELECT o.language FROM rag_documents d
JOIN rag_documents o ON o.id <> d.id AND (o.agent_id IS NULL OR o.agent_id = d.agent_id)
WHERE d.id = :id AND o.status = 'ready' AND o.source <> 'guide' AND o.language <> 'und'
GROUP BY o.language
ORDER BY count(*) DESC, o.language
LIMIT 1;

-- name: document-failed
-- The bytes go: they cannot be read, and the person has them.
UPDATE rag_documents SET status = 'failed', error = :error, original = NULL, updated_at = now() WHERE id = :id;

-- name: passages
-- In their order, a page at a time.
SELECT p.id, p.ordinal, p.start_at, p.end_at, width_bucket(p.start_at, d.page_starts) AS page, p.heading, p.text, p.language
FROM passages p
JOIN rag_documents d ON d.id = p.document_id
WHERE p.document_id = :document AND p.ordinal > :after
ORDER BY p.ordinal
LIMIT :limit;

-- name: index-document
-- Whatever the index had of this document makes room for what its passages are now; the triggers keep the statistics. A word of
-- the title or the headings counts once where the text does not have it.
INSERT INTO passage_terms (passage_id, document_id, agent_id, language, lexemes, counts, size)
SELECT p.id, p.document_id, p.agent_id, p.language, strip(body.lexemes || name.lexemes),
    coalesce((SELECT jsonb_object_agg(t.lexeme, cardinality(t.positions))
              FROM unnest(body.lexemes) AS t WHERE cardinality(t.positions) > 1), '{}'),
    coalesce((SELECT sum(cardinality(t.positions)) FROM unnest(body.lexemes) AS t), 0)
FROM passages p
JOIN rag_documents d ON d.id = p.document_id
CROSS JOIN LATERAL to_tsvector(cast(p.language as regconfig), spaced(p.text)) AS body (lexemes)
CROSS JOIN LATERAL to_tsvector(cast(p.language as regconfig), spaced(concat_ws(' ', d.title, p.heading))) AS name (lexemes)
WHERE p.document_id = :document;

-- name: forget-document
-- Only for indexing it again: deleting the passages or the document takes the index along.
DELETE FROM passage_terms WHERE document_id = :document;

-- name: hold-document
-- Taken before the lock on the statistics, so that somebody deleting the document waits instead of closing a circle.
SELECT id FROM rag_documents WHERE id = :document FOR UPDATE;

-- name: lex-question
-- The question as each language that is there would have it, with what BM25 needs to know about each lexeme. The
-- sub-select keeps the planner, which overestimates both sides, from reading the whole lexicon. What may be an article
-- number, its digits perhaps apart, counts where it is one. While there are entries of an older version, which had single letters of scripts without
-- spaces and whole Korean words, those are looked for too.
WITH asked AS MATERIALIZED (
    SELECT concat_ws(' ', asked(cast(:question as text)),
            CASE WHEN EXISTS (SELECT FROM passage_terms WHERE NOT current)
                THEN regexp_replace(cast(:question as text), '([\u0E00-\u0E7F\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF])', '\1 ', 'g') END) AS words,
        string_to_array(concat_ws(' ', article_numbers(plain_letters(cast(:question as text))),
            article_numbers(regexp_replace(plain_letters(cast(:question as text)), '([0-9]) (?=[0-9])', '\1-', 'g'))), ' ') AS numbers
), term AS MATERIALIZED (
    SELECT c.language, c.passages, c.words, t.lexeme, bool_and(t.number) AS number,
        coalesce((SELECT l.passages FROM lexicon l WHERE l.language = c.language AND l.lexeme = t.lexeme), 0) AS found_in
    FROM collections c
    CROSS JOIN asked
    CROSS JOIN LATERAL (
        SELECT lexeme, false FROM unnest(tsvector_to_array(to_tsvector(cast(c.language as regconfig), asked.words))) AS lexeme
        UNION ALL
        SELECT lexeme, true FROM unnest(asked.numbers) AS lexeme) AS t (lexeme, number)
    WHERE c.passages > 0
    GROUP BY c.language, c.passages, c.words, t.lexeme
)
SELECT language, passages, words, lexeme, found_in FROM term WHERE found_in > 0 OR NOT number;

-- name: similar-words
-- Words of the library that share most of their letters with these, by the index of their parts; both without accents too.
SELECT a.language, a.lexeme AS asked, unaccented(a.lexeme) AS plain_asked, l.lexeme, unaccented(l.lexeme) AS plain, l.passages
FROM unnest(cast(:languages as text[]), cast(:lexemes as text[])) AS a (language, lexeme)
CROSS JOIN LATERAL (
    SELECT w.lexeme, max(w.passages) AS passages
    FROM unnest(word_parts(a.lexeme)) AS part
    JOIN lexicon w ON w.language = a.language AND word_parts(w.lexeme) @> ARRAY[part] AND w.passages > 0
    GROUP BY w.lexeme
    ORDER BY count(*) DESC, w.lexeme
    LIMIT 24) AS l;

-- name: outdated-document
-- A document whose index was written by an older version, which read words otherwise.
SELECT document_id FROM passage_terms WHERE NOT current LIMIT 1;

-- name: score-passages
-- BM25 (k1 0.9, b 0.4) in full, over the passages that have one of the rarest lexemes; the index, to which the language is
-- one more lexeme, finds those. Stripping what is stripped, and adding nothing, unpacks a long
-- passage once and not for each lexeme.
WITH term AS MATERIALIZED (
    SELECT language, lexeme, weight, typical_size, cast(quote as tsquery) AS query
    FROM unnest(cast(:languages as text[]), cast(:lexemes as text[]), cast(:quotes as text[]),
        cast(:weights as double precision[]), cast(:sizes as double precision[])) AS t (language, lexeme, quote, weight, typical_size)
), candidate AS MATERIALIZED (
    SELECT i.passage_id, i.language, strip(i.lexemes) AS lexemes, i.counts || '{}' AS counts, cast(i.size as double precision) AS size
    FROM unnest(cast(:seed_languages as text[]), cast(:seeds as text[])) AS s (language, query)
    CROSS JOIN LATERAL (
        SELECT * FROM passage_terms i
        WHERE (array_to_tsvector(ARRAY[' ' || i.language]) || i.lexemes)
              @@ (cast(quote_literal(' ' || s.language) as tsquery) && cast(s.query as tsquery))
          AND in_scope(i.agent_id, cast(:agent as uuid))
        LIMIT cast(:most as integer)) AS i
), scored AS (
    SELECT c.passage_id,
        sum(t.weight * n.often * 1.9 / (n.often + 0.9 * (0.6 + 0.4 * c.size / t.typical_size))) AS score
    FROM candidate c
    JOIN term t ON t.language = c.language AND c.lexemes @@ t.query
    CROSS JOIN LATERAL (SELECT coalesce(cast(c.counts ->> t.lexeme as double precision), 1)) AS n (often)
    GROUP BY c.passage_id
    ORDER BY score DESC, c.passage_id
    LIMIT cast(:limit as integer)
)
SELECT s.score, p.id, p.document_id, p.start_at, p.end_at, width_bucket(p.start_at, d.page_starts) AS page,
    p.heading, p.text, p.language, d.title, d.url
FROM scored s
JOIN passages p ON p.id = s.passage_id
JOIN rag_documents d ON d.id = p.document_id
ORDER BY s.score DESC, p.id;

-- name: quote-stands
-- Compared by the database itself, in the transaction that sends the answer, and kept until it is sent.
SELECT id FROM rag_documents
WHERE id = :document AND substr(content, :start + 1, :length) = :quote
FOR SHARE

-- name: page-of
-- The page of a place in a document; no row without pages.
SELECT width_bucket(:start, page_starts) AS page
FROM rag_documents WHERE id = :document AND page_starts IS NOT NULL;

-- name: excerpt
-- A quote and its surroundings, for the reader who opens a citation.
SELECT title, url,
       substr(content, :from + 1, :lead) AS before,
       substr(content, :start + 1, :length) AS quote,
       substr(content, :end + 1, :around) AS after
FROM rag_documents WHERE id = :document AND content IS NOT NULL

-- name: passages-by-id
-- Passages that only their vectors found.
SELECT 0.0 AS score, p.id, p.document_id, p.start_at, p.end_at, width_bucket(p.start_at, d.page_starts) AS page,
    p.heading, p.text, p.language, d.title, d.url
FROM passages p
JOIN rag_documents d ON d.id = p.document_id
WHERE p.id = ANY (cast(:passages as uuid[]));

-- name: passages-in-scope
-- In the order of their documents, at most as many as asked for; read only when a library may be small enough to be given whole.
SELECT 0.0 AS score, p.id, p.document_id, p.start_at, p.end_at, width_bucket(p.start_at, d.page_starts) AS page,
    p.heading, p.text, p.language, d.title, d.url
FROM (SELECT * FROM passages WHERE in_scope(agent_id, cast(:agent as uuid)) LIMIT :limit) AS p
JOIN rag_documents d ON d.id = p.document_id
ORDER BY p.document_id, p.ordinal;

-- name: unembedded-passages
-- What has no vector of this model yet, or one of another.
SELECT p.id, concat_ws(' | ', d.title, p.heading, p.text) AS text
FROM passages p
JOIN rag_documents d ON d.id = p.document_id
WHERE p.id > :after AND NOT EXISTS (
    SELECT FROM passage_vectors v
    WHERE v.passage_id = p.id AND v.model = :model AND v.dimension = cast(:dimension as integer))
ORDER BY p.id
LIMIT cast(:limit as integer);

-- name: keep-vector
-- The new model's vector takes the old one's place; nothing happens if the passage is gone.
INSERT INTO passage_vectors (passage_id, agent_id, model, dimension, vector, signs)
SELECT p.id, p.agent_id, :model, cast(:dimension as integer), cast(:vector as real[]), cast(cast(:signs as text) as bit varying)
FROM passages p WHERE p.id = :passage
ON CONFLICT (passage_id) DO UPDATE
    SET model = excluded.model, dimension = excluded.dimension, vector = excluded.vector, signs = excluded.signs;

-- name: index-vectors
-- Whether pgvector serves this model.
SELECT index_vectors(:model, cast(:dimension as integer)) AS indexed;

-- name: nearest-passages
-- By the index of pgvector, or exactly.
SELECT passage, cosine
FROM nearest_passages(:model, cast(:dimension as integer), cast(:vector as real[]),
    cast(cast(:signs as text) as bit varying), cast(:agent as uuid), cast(:limit as integer))
ORDER BY cosine DESC;

-- name: cosines
-- How near these passages are, however they were found.
SELECT v.passage_id AS passage,
    (SELECT sum(cast(a AS double precision) * b) FROM unnest(v.vector, cast(:vector as real[])) AS pair (a, b)) AS cosine
FROM passage_vectors v
WHERE v.passage_id = ANY (cast(:passages as uuid[])) AND v.model = :model AND v.dimension = cast(:dimension as integer);

-- name: sample-passages
-- A handful that stays the same from day to day.
SELECT p.id, p.text FROM passages p
JOIN passage_vectors v ON v.passage_id = p.id AND v.model = :model AND v.dimension = cast(:dimension as integer)
ORDER BY md5(cast(p.id as text)) LIMIT cast(:limit as integer);

-- name: vector-trust
-- What the last measurement said, and of how many passages.
SELECT trust, passages FROM vector_models WHERE model = :model AND dimension = cast(:dimension as integer);

-- name: count-vectors
-- How many passages this model has embedded.
SELECT count(*) AS passages FROM passage_vectors WHERE model = :model AND dimension = cast(:dimension as integer);

-- name: keep-trust
-- One measurement per model, the last.
INSERT INTO vector_models (model, dimension, trust, passages)
VALUES (:model, cast(:dimension as integer), cast(:trust as double precision), :passages)
ON CONFLICT (model, dimension) DO UPDATE
    SET trust = excluded.trust, passages = excluded.passages, measured_at = now();
