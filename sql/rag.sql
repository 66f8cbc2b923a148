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

