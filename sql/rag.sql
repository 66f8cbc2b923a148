-- name: index-document
-- Whatever the index had of this document makes room for what its passages are now; the triggers keep the statistics.
INSERT INTO passage_terms (passage_id, document_id, agent_id, language, lexemes, counts, size)
SELECT p.id, p.document_id, p.agent_id, p.language, strip(body.lexemes || name.lexemes),
    coalesce((SELECT jsonb_object_agg(t.lexeme, cardinality(t.positions))
              FROM unnest(body.lexemes) AS t WHERE cardinality(t.positions) > 1), '{}')
    || coalesce((SELECT jsonb_object_agg(t.lexeme, 0.5)
                 FROM unnest(name.lexemes) AS t WHERE t.lexeme <> ALL (tsvector_to_array(body.lexemes))), '{}'),
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
-- sub-select keeps the planner, which overestimates both sides, from reading the whole lexicon.
SELECT c.language, c.passages, c.words, t.lexeme,
    coalesce((SELECT l.passages FROM lexicon l WHERE l.language = c.language AND l.lexeme = t.lexeme), 0) AS found_in
FROM collections c
CROSS JOIN LATERAL unnest(tsvector_to_array(
    to_tsvector(cast(c.language as regconfig), spaced(cast(:question as text))))) AS t (lexeme)
WHERE c.passages > 0;

-- name: score-passages
-- BM25 (k1 0.9, b 0.4) in full, over the passages that have one of the rarest lexemes; the index finds those.
WITH term AS MATERIALIZED (
    SELECT language, lexeme, weight, typical_size, cast(quote as tsquery) AS query
    FROM unnest(cast(:languages as text[]), cast(:lexemes as text[]), cast(:quotes as text[]),
        cast(:weights as double precision[]), cast(:sizes as double precision[])) AS t (language, lexeme, quote, weight, typical_size)
), candidate AS MATERIALIZED (
    SELECT i.passage_id, i.language, i.lexemes, i.counts, i.size
    FROM unnest(cast(:seed_languages as text[]), cast(:seeds as text[])) AS s (language, query)
    CROSS JOIN LATERAL (
        SELECT * FROM passage_terms i
        WHERE i.lexemes @@ cast(s.query as tsquery) AND i.language = s.language
          AND (cast(:agent as uuid) IS NULL OR i.agent_id IS NULL OR i.agent_id = cast(:agent as uuid))
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
SELECT s.score, p.id, p.document_id, p.start_at, p.end_at, p.heading, p.text, p.language, d.title, d.url
FROM scored s
JOIN passages p ON p.id = s.passage_id
JOIN rag_documents d ON d.id = p.document_id
ORDER BY s.score DESC, p.id;

-- name: lex-passages
-- What each passage is found by: its text, its heading and its document's title.
SELECT passage_id, tsvector_to_array(lexemes) AS lexemes FROM passage_terms WHERE passage_id = ANY (cast(:passages as uuid[]));

-- name: lex-sentences
-- Sentences reduced to lexemes, each by the configuration of its passage.
SELECT tsvector_to_array(to_tsvector(cast(language as regconfig), spaced(sentence))) AS lexemes
FROM unnest(cast(:languages as text[]), cast(:sentences as text[])) WITH ORDINALITY AS s (language, sentence, ordinal)
ORDER BY ordinal;

-- name: quote-stands
-- Compared by the database itself, in the transaction that sends the answer, and kept until it is sent.
SELECT id FROM rag_documents
WHERE id = :document AND substr(content, :start + 1, :length) = :quote
FOR SHARE

-- name: excerpt
-- A quote and its surroundings, for the reader who opens a citation.
SELECT title, url,
       substr(content, :from + 1, :lead) AS before,
       substr(content, :start + 1, :length) AS quote,
       substr(content, :end + 1, :around) AS after
FROM rag_documents WHERE id = :document AND content IS NOT NULL
