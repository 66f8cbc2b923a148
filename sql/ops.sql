-- name: ping
-- Checks the connection, and returns the versions of PostgreSQL and of pgvector, if it is installed.
SELECT current_setting('server_version') AS version,
       (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS pgvector
