-- Embeddings of passages, where a model is configured. They are kept as plain numbers, so that they serve with pgvector
-- and without it, and outlive its coming and going; pgvector indexes them where it is.

CREATE TABLE passage_vectors (
    passage_id uuid PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    agent_id   uuid,
    -- vectors of different models or dimensions are never compared
    model      text NOT NULL,
    dimension  integer NOT NULL,
    -- of length one, so that the product of two is their cosine
    vector     real[] NOT NULL,
    -- one bit for each number: whether it is above zero
    signs      bit varying NOT NULL
);
CREATE INDEX passage_vectors_model ON passage_vectors (model, dimension);
-- random numbers do not compress
ALTER TABLE passage_vectors ALTER COLUMN vector SET STORAGE EXTERNAL;

-- How far a model's vectors have been seen to find what they should; 0 to 1.
CREATE TABLE vector_models (
    model       text NOT NULL,
    dimension   integer NOT NULL,
    trust       double precision NOT NULL,
    passages    bigint NOT NULL,
    measured_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (model, dimension)
);

-- An HNSW index for one model, if this database has pgvector or may have it; whether it has. Built before the vectors
-- come, so no statement takes long, and by one process: parallel builds of pgvector before 0.8.2 overflow.
CREATE FUNCTION index_vectors(wanted_model text, wanted_dimension integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('client_min_messages', 'warning', true);
    PERFORM set_config('max_parallel_maintenance_workers', '0', true);
    CREATE EXTENSION IF NOT EXISTS vector;
    EXECUTE format(
        'CREATE INDEX IF NOT EXISTS %I ON passage_vectors USING hnsw ((cast(vector AS halfvec(%s))) halfvec_cosine_ops)'
        || ' WHERE model = %L AND dimension = %s',
        'passage_vectors_' || left(md5(wanted_model), 8) || '_' || wanted_dimension,
        wanted_dimension, wanted_model, wanted_dimension);
    RETURN true;
EXCEPTION WHEN OTHERS THEN
    -- no files, no right, or more dimensions than it indexes: exact search serves
    RETURN false;
END
$$;

-- The passages whose vectors point most nearly the same way. Without pgvector the signs choose four hundred, whose
-- cosines are then computed: exact for libraries of that size, and off by little above it.
CREATE FUNCTION nearest_passages(
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
