DROP TRIGGER own_channel ON channel_bindings;
DROP TRIGGER own_agent ON agents;
DROP TRIGGER own_document ON rag_documents;
DROP FUNCTION own_arrived();
DROP FUNCTION set_guide_aside();

-- The pages belong to the default agent again.
UPDATE rag_documents SET agent_id = (SELECT id FROM agents WHERE is_default) WHERE source = 'guide';
UPDATE passages SET agent_id = (SELECT id FROM agents WHERE is_default) WHERE agent_id = guide_owner();
UPDATE passage_terms SET agent_id = (SELECT id FROM agents WHERE is_default) WHERE agent_id = guide_owner();
UPDATE passage_vectors SET agent_id = (SELECT id FROM agents WHERE is_default) WHERE agent_id = guide_owner();

CREATE OR REPLACE FUNCTION nearest_passages(
    wanted_model text, wanted_dimension integer, wanted real[], wanted_signs bit varying, wanted_agent uuid, most integer
) RETURNS TABLE (passage uuid, cosine double precision) LANGUAGE plpgsql AS $$
DECLARE
    indexed boolean := EXISTS (
        SELECT FROM pg_class
        WHERE relname = 'passage_vectors_' || left(md5(wanted_model), 8) || '_' || wanted_dimension);
BEGIN
    IF indexed THEN
        PERFORM set_config('hnsw.ef_search', '120', true);
        PERFORM set_config('hnsw.iterative_scan', 'strict_order', true);
        RETURN QUERY EXECUTE format(
            'SELECT passage_id, 1 - (cast(vector AS halfvec(%1$s)) <=> cast($1 AS halfvec(%1$s)))'
            || ' FROM passage_vectors WHERE model = %2$L AND dimension = %1$s'
            || ' AND ($2 IS NULL OR agent_id IS NULL OR agent_id = $2)'
            || ' ORDER BY cast(vector AS halfvec(%1$s)) <=> cast($1 AS halfvec(%1$s)) LIMIT $3',
            wanted_dimension, wanted_model) USING wanted, wanted_agent, most;
    ELSE
        RETURN QUERY
            SELECT near.passage_id,
                (SELECT sum(cast(a AS double precision) * b) FROM unnest(near.vector, wanted) AS pair (a, b)) AS product
            FROM (
                SELECT v.passage_id, v.vector FROM passage_vectors v
                WHERE v.model = wanted_model AND v.dimension = wanted_dimension
                  AND (wanted_agent IS NULL OR v.agent_id IS NULL OR v.agent_id = wanted_agent)
                ORDER BY bit_count(v.signs # wanted_signs) LIMIT 400) AS near
            ORDER BY product DESC LIMIT most;
    END IF;
END
$$;

DROP FUNCTION in_scope(uuid, uuid);
DROP FUNCTION guide_owner();
ALTER TABLE agents DROP COLUMN guide;
