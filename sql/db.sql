-- name: facts
-- The versions of PostgreSQL and pgvector.
SELECT current_setting('server_version') AS version,
       (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS vector_installed,
       (SELECT default_version FROM pg_available_extensions WHERE name = 'vector') AS vector_available

-- name: wait-for-locks
-- How long the rest of the transaction waits for a lock.
SELECT set_config('lock_timeout', :limit, true)
