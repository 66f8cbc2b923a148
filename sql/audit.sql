
-- name: lock-audit
-- Rows of the audit log are chained, so only one transaction at a time may add some.
SELECT pg_advisory_xact_lock(:lock)

-- name: add-audit
-- Adds the next row of the chain, with the hash of the newest one, which the lock keeps newest.
WITH entry AS MATERIALIZED (
    SELECT clock_timestamp() AS at,
           COALESCE((SELECT hash FROM audit_logs ORDER BY seq DESC LIMIT 1), decode('', 'hex')) AS previous,
           CAST(:id AS uuid) AS id, CAST(:actor_kind AS text) AS actor_kind, CAST(:actor_id AS uuid) AS actor_id,
           CAST(:actor_name AS text) AS actor_name, CAST(:action AS text) AS action,
           CAST(:subject_type AS text) AS subject_type, CAST(:subject_id AS text) AS subject_id,
           CAST(:details AS jsonb) AS details)
INSERT INTO audit_logs (id, created_at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, details,
                        previous, hash)
SELECT id, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, details, previous,
       audit_hash(previous, id, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, details)
FROM entry

-- name: find-audit
-- A page of the audit log, newest first; every filter may be null.
SELECT id, created_at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, details
FROM audit_logs
WHERE (CAST(:action AS text) IS NULL OR action = :action)
  AND (CAST(:actor_id AS uuid) IS NULL OR actor_id = :actor_id)
  AND (CAST(:subject_type AS text) IS NULL OR subject_type = :subject_type)
  AND (CAST(:subject_id AS text) IS NULL OR subject_id = :subject_id)
  AND (CAST(:since AS timestamptz) IS NULL OR created_at >= :since)
  AND (CAST(:until AS timestamptz) IS NULL OR created_at < :until)
  AND (CAST(:before_at AS timestamptz) IS NULL
       OR (created_at, id) < (CAST(:before_at AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY created_at DESC, id DESC
LIMIT :limit

-- name: verify-audit
-- How many rows the chain has, and where it is broken first: a row whose hash is not its own, or whose former row is
-- missing. The oldest row's former one may have been retired.
SELECT count(*) AS links,
       min(seq) FILTER (WHERE hash <> proper OR (former IS NOT NULL AND previous <> former)) AS broken
FROM (SELECT seq, hash, previous, lag(hash) OVER (ORDER BY seq) AS former,
             audit_hash(previous, id, created_at, actor_kind, actor_id, actor_name, action, subject_type, subject_id,
                        details) AS proper
      FROM audit_logs) AS chain
