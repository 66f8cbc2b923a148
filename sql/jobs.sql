-- name: enqueue
-- Moves a waiting job about the same subject forward instead of adding a second one. A job without a due time is due now by
-- the database's clock, which claims use too.
INSERT INTO jobs (id, kind, subject, payload, due_at, max_attempts)
VALUES (:id, :kind, :subject, :payload, COALESCE(CAST(:due_at AS timestamptz), now()), :max_attempts)
ON CONFLICT (kind, subject) WHERE state = 'waiting'
DO UPDATE SET due_at = LEAST(jobs.due_at, excluded.due_at), payload = excluded.payload, updated_at = now()
RETURNING id

-- name: enqueue-all
-- Adds many jobs like jobs.enqueue, in the order of their subjects, so that two transactions that add the same ones cannot
-- deadlock.
INSERT INTO jobs (id, kind, subject, payload, due_at, max_attempts)
SELECT id, kind, subject, CAST(payload AS jsonb), COALESCE(due_at, now()), tries
FROM unnest(CAST(:ids AS uuid[]), CAST(:kinds AS text[]), CAST(:subjects AS text[]), CAST(:payloads AS text[]),
            CAST(:dues AS timestamptz[]), CAST(:tries AS int[])) AS t (id, kind, subject, payload, due_at, tries)
ORDER BY kind, subject
ON CONFLICT (kind, subject) WHERE state = 'waiting'
DO UPDATE SET due_at = LEAST(jobs.due_at, excluded.due_at), payload = excluded.payload, updated_at = now()

-- name: claim
-- Claims due jobs, and those whose lease has ended; never one whose subject has a running job.
WITH next AS (
    SELECT j.id
    FROM jobs j
    WHERE j.kind = :kind
      AND ((j.state = 'waiting' AND j.due_at <= now()) OR (j.state = 'running' AND j.lease_until < now()))
      AND NOT EXISTS (
          SELECT 1 FROM jobs r
          WHERE r.kind = j.kind AND r.subject = j.subject AND r.state = 'running' AND r.id <> j.id)
    ORDER BY j.due_at
    LIMIT :most
    FOR UPDATE SKIP LOCKED
)
UPDATE jobs
SET state = 'running', attempt = attempt + 1, holder = :holder, lease = gen_random_uuid(),
    lease_until = now() + make_interval(secs => :lease_seconds), updated_at = now()
FROM next
WHERE jobs.id = next.id
RETURNING jobs.id, kind, subject, payload, attempt, max_attempts, lease

-- name: agenda
-- When the next job of each kind is due, by the database's clock, so that replicas agree; what another process runs is looked at
-- more often, because that process may die. And which processes run jobs of the kind whose advisory locks are gone. Two index
-- look-ups for each kind, and a third when a job of it runs.
SELECT k.kind, CAST(EXTRACT(EPOCH FROM LEAST(
           (SELECT MIN(due_at) FROM jobs WHERE kind = k.kind AND state = 'waiting'),
           (SELECT MIN(CASE WHEN holder = :holder THEN lease_until
                            ELSE LEAST(lease_until, now() + make_interval(secs => :look_seconds)) END)
            FROM jobs WHERE kind = k.kind AND state = 'running')) - now()) * 1000 AS bigint) AS millis,
       ARRAY(SELECT DISTINCT holder FROM jobs
             WHERE kind = k.kind AND state = 'running' AND holder <> :holder
               AND holder NOT IN (
                   SELECT CAST(CAST(objid AS bigint) AS int) FROM pg_locks
                   WHERE locktype = 'advisory' AND granted AND CAST(classid AS bigint) = :space
                     AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))) AS missing
FROM unnest(CAST(:kinds AS text[])) AS k (kind)

-- name: finish
-- Deletes a job whose lease is still the caller's; otherwise no row changes and the caller rolls its work back.
DELETE FROM jobs WHERE id = :id AND lease = :lease AND state = 'running'

-- name: hold
-- Checks within a transaction that the lease is still the caller's, and locks the job until it ends.
SELECT id FROM jobs WHERE id = :id AND lease = :lease AND state = 'running' FOR UPDATE

-- name: try-later
-- Makes a job wait for its next attempt, and keeps the reason. Not when a newer job about its subject waits: that one sees
-- everything this one saw. One that another transaction adds in this moment is waited for.
WITH tried AS (
    DELETE FROM jobs WHERE id = :id AND lease = :lease AND state = 'running'
    RETURNING id, kind, subject, payload, max_attempts, created_at
)
INSERT INTO jobs (id, kind, subject, payload, due_at, attempt, max_attempts, error, created_at)
SELECT id, kind, subject, payload, now() + make_interval(secs => :seconds), :attempt, max_attempts, :error, created_at
FROM tried
ON CONFLICT (kind, subject) WHERE state = 'waiting' DO NOTHING

-- name: bury
-- Marks a job as dead: it is not tried again by itself.
UPDATE jobs
SET state = 'dead', error = :error, holder = NULL, lease = NULL, lease_until = NULL, updated_at = now()
WHERE id = :id AND lease = :lease AND state = 'running'

-- name: release-orphans
-- Releases the jobs of killed processes, whose advisory locks have gone with their connections; one about whose subject a newer
-- job waits is deleted. Without holders those of all, unless the database has just started: then living processes may not have
-- reconnected yet. A locked row is being finished by a live process that has just reconnected.
WITH orphans AS (
    SELECT id FROM jobs
    WHERE state = 'running'
      AND CASE WHEN CAST(:holders AS int[]) IS NULL
               THEN pg_postmaster_start_time() < now() - make_interval(secs => :grace_seconds)
               ELSE holder = ANY (CAST(:holders AS int[])) END
      AND holder NOT IN (
          SELECT CAST(CAST(objid AS bigint) AS int) FROM pg_locks
          WHERE locktype = 'advisory' AND granted AND CAST(classid AS bigint) = :space
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM jobs USING orphans WHERE jobs.id = orphans.id
    RETURNING jobs.id, kind, subject, payload, attempt, max_attempts, error, created_at
), added AS (
    INSERT INTO jobs (id, kind, subject, payload, due_at, attempt, max_attempts, error, created_at)
    SELECT id, kind, subject, payload, now(), attempt, max_attempts, error, created_at FROM taken
    ORDER BY kind, subject
    ON CONFLICT (kind, subject) WHERE state = 'waiting' DO NOTHING
)
SELECT DISTINCT kind FROM taken

-- name: dead
-- Dead letters, newest first.
SELECT id, kind, subject, payload, attempt, error, created_at, updated_at
FROM jobs
WHERE state = 'dead'
  AND (CAST(:before AS timestamptz) IS NULL
       OR (updated_at, id) < (CAST(:before AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY updated_at DESC, id DESC LIMIT :limit

-- name: retry
-- Gives a dead job all its attempts again, unless a newer job about its subject waits.
WITH buried AS (
    DELETE FROM jobs WHERE id = :id AND state = 'dead'
    RETURNING id, kind, subject, payload, max_attempts, created_at
)
INSERT INTO jobs (id, kind, subject, payload, due_at, max_attempts, created_at)
SELECT id, kind, subject, payload, now(), max_attempts, created_at FROM buried
ON CONFLICT (kind, subject) WHERE state = 'waiting'
DO UPDATE SET due_at = LEAST(jobs.due_at, excluded.due_at), updated_at = now()
RETURNING kind

-- name: withdraw
-- Deletes a waiting job that is no longer needed.
DELETE FROM jobs WHERE kind = :kind AND subject = :subject AND state IN ('waiting', 'dead')

-- name: depths
-- How many jobs of each kind wait, run and are dead, and how long the oldest due one has waited.
SELECT kind,
       COUNT(*) FILTER (WHERE state = 'waiting') AS waiting,
       COUNT(*) FILTER (WHERE state = 'running') AS running,
       COUNT(*) FILTER (WHERE state = 'dead') AS dead,
       CAST(COALESCE(EXTRACT(EPOCH FROM now() - MIN(due_at) FILTER (WHERE state = 'waiting' AND due_at <= now())), 0)
            AS bigint) AS oldest_seconds
FROM jobs GROUP BY kind ORDER BY kind

-- name: ring
-- Notifies every replica when the surrounding transaction commits.
SELECT CAST(pg_notify('handcar', topic) AS text) FROM unnest(CAST(:topics AS text[])) AS t (topic)
