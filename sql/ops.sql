-- name: ping
-- Proves a connection, and tells whether vectors are at home here.
SELECT current_setting('server_version') AS version,
       (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS pgvector
