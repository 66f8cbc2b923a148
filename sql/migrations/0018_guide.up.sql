-- Handcar's own guide answers staff, and customers only while there is nothing else to answer from.

-- The agent of a new installation that answers from the guide; false as soon as it is anybody's own.
ALTER TABLE agents ADD COLUMN guide boolean NOT NULL DEFAULT false;

-- The pages of the guide belong to no agent but to this owner, so that no agent's search finds them.
CREATE FUNCTION guide_owner() RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT cast('00000000-0000-0000-0000-000000000001' AS uuid) $$;

-- Whether a search finds what belongs to this owner (null: to every agent). It is for an agent, for the guide alone, or,
-- when nobody is asked, for all but the guide.
CREATE FUNCTION in_scope(owner uuid, asked uuid) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN asked IS NULL THEN owner IS DISTINCT FROM guide_owner()
                WHEN asked = guide_owner() THEN owner IS NOT DISTINCT FROM asked
                ELSE owner IS NULL OR owner = asked END
$$;

UPDATE rag_documents SET agent_id = guide_owner() WHERE source = 'guide';
UPDATE passages p SET agent_id = guide_owner() FROM rag_documents d WHERE d.id = p.document_id AND d.source = 'guide';
UPDATE passage_terms t SET agent_id = guide_owner() FROM rag_documents d WHERE d.id = t.document_id AND d.source = 'guide';
UPDATE passage_vectors v SET agent_id = guide_owner() FROM passages p
WHERE p.id = v.passage_id AND p.agent_id = guide_owner();

-- The agent of the guide becomes an ordinary one without a word about Handcar. It keeps its id and its slug, which links
-- and embeds name.
CREATE FUNCTION set_guide_aside() RETURNS void LANGUAGE sql AS $$
    UPDATE agents SET guide = false, name = 'Assistant', company = '', persona = '', goal = '', greeting = '',
        suggestions = '{}', updated_at = now()
    WHERE guide
$$;

CREATE FUNCTION own_arrived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_guide_aside();
    RETURN NULL;
END
$$;
CREATE TRIGGER own_document AFTER INSERT ON rag_documents
    FOR EACH ROW WHEN (NEW.source <> 'guide') EXECUTE FUNCTION own_arrived();
CREATE TRIGGER own_agent AFTER INSERT ON agents
    FOR EACH ROW WHEN (NOT NEW.guide) EXECUTE FUNCTION own_arrived();
CREATE TRIGGER own_channel AFTER INSERT ON channel_bindings
    FOR EACH ROW EXECUTE FUNCTION own_arrived();

-- An agent that somebody edited stays as they left it.
UPDATE agents SET guide = true
WHERE slug = 'guide' AND name = 'Handcar guide' AND company = 'Handcar' AND rules = '{}' AND examples = '[]'
  AND persona = 'You know Handcar''s own documentation.'
  AND goal = 'Help people to set Handcar up and to use it.'
  AND greeting = 'Hello! I know Handcar''s documentation. Upload a document of yours in the admin page and I answer from it as well.';
SELECT set_guide_aside()
WHERE EXISTS (SELECT FROM rag_documents WHERE source <> 'guide')
   OR EXISTS (SELECT FROM agents WHERE NOT guide)
   OR EXISTS (SELECT FROM channel_bindings);

-- As before, but for the scope.
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
            || ' FROM passage_vectors WHERE model = %2$L AND dimension = %1$s AND in_scope(agent_id, $2)'
            || ' ORDER BY cast(vector AS halfvec(%1$s)) <=> cast($1 AS halfvec(%1$s)) LIMIT $3',
            wanted_dimension, wanted_model) USING wanted, wanted_agent, most;
    ELSE
        RETURN QUERY
            SELECT near.passage_id,
                (SELECT sum(cast(a AS double precision) * b) FROM unnest(near.vector, wanted) AS pair (a, b)) AS product
            FROM (
                SELECT v.passage_id, v.vector FROM passage_vectors v
                WHERE v.model = wanted_model AND v.dimension = wanted_dimension AND in_scope(v.agent_id, wanted_agent)
                ORDER BY bit_count(v.signs # wanted_signs) LIMIT 400) AS near
            ORDER BY product DESC LIMIT most;
    END IF;
END
$$;
