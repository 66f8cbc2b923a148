
-- name: lock-audit
-- Rows of the audit log are chained, so only one transaction at a time may add some.
SELECT pg_advisory_xact_lock(:lock)

-- name: next-audit
-- What the next row of the chain holds: its number, the hash of the head, which the lock keeps newest, and the digest that its own hash has
-- to cover. It does not follow the newest row that is there: that would close the gap of rows which were taken away. A head that is
-- gone or, as :forged says, is not ours, leaves a gap, too: 32 zeros are no row's hash. Rows without a key had no head.
SELECT seq, at, encode(previous, 'hex') AS previous, encode(details_digest, 'hex') AS details_digest,
       encode(audit_digest(previous, CAST(:id AS uuid), at, :actor_kind, CAST(:actor_id AS uuid), :actor_name, :action,
                           :subject_type, :subject_id, details_digest), 'hex') AS digest,
       encode(head, 'hex') AS head, encode(seal, 'hex') AS seal
FROM (SELECT COALESCE(CAST(:seq AS bigint), nextval(pg_get_serial_sequence('audit_logs', 'seq'))) AS seq,
             clock_timestamp() AS at, head.hash AS head, head.seal,
             CASE WHEN CAST(:forged AS boolean) OR (head.hash IS NULL AND newest.key_id IS NOT NULL)
                  THEN decode(repeat('00', 32), 'hex')
                  ELSE COALESCE(head.hash, newest.hash, decode('', 'hex')) END AS previous,
             audit_details_digest(CAST(:details AS jsonb)) AS details_digest
      FROM (VALUES (true)) AS one
      LEFT JOIN audit_head head ON true
      LEFT JOIN LATERAL (SELECT hash, key_id FROM audit_logs ORDER BY seq DESC LIMIT 1) newest ON true) AS next

-- name: add-audit
-- Adds the next row of the chain and makes it the head.
WITH entry AS (
    INSERT INTO audit_logs (seq, id, created_at, actor_kind, actor_id, actor_name, action, subject_type, subject_id,
                            details_digest, previous, hash, key_id)
    OVERRIDING SYSTEM VALUE
    VALUES (:seq, :id, :at, :actor_kind, CAST(:actor_id AS uuid), :actor_name, :action, :subject_type, :subject_id,
            decode(:details_digest, 'hex'), decode(:previous, 'hex'), decode(:hash, 'hex'), :key_id)
    RETURNING id, seq, hash),
head AS (
    INSERT INTO audit_head (seq, hash, seal) SELECT seq, hash, decode(:seal, 'hex') FROM entry
    ON CONFLICT (lone) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, seal = excluded.seal)
INSERT INTO audit_details (audit_id, details) SELECT id, CAST(:details AS jsonb) FROM entry

-- name: find-audit
-- A page of the audit log, newest first; every filter may be null. What was tampered with is shown as far as it can be, times as far
-- as a page can continue from them.
SELECT id, LEAST(GREATEST(created_at, '1900-01-01'), '2096-01-01') AS created_at, actor_kind, actor_id, actor_name, action,
       subject_type, subject_id,
       CASE WHEN jsonb_typeof(details) = 'object' THEN details
            WHEN details IS NULL THEN '{}' ELSE jsonb_build_object('details', details) END AS details
FROM audit_logs LEFT JOIN audit_details ON audit_id = id
WHERE (CAST(:action AS text) IS NULL OR action = :action)
  AND (CAST(:actor_id AS uuid) IS NULL OR actor_id = :actor_id)
  AND (CAST(:subject_type AS text) IS NULL OR subject_type = :subject_type)
  AND (CAST(:subject_id AS text) IS NULL OR subject_id = :subject_id)
  AND (CAST(:since AS timestamptz) IS NULL OR audit_logs.created_at >= :since)
  AND (CAST(:until AS timestamptz) IS NULL OR audit_logs.created_at < :until)
  AND (CAST(:before_at AS timestamptz) IS NULL
       OR (audit_logs.created_at, id) < (CAST(:before_at AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY audit_logs.created_at DESC, id DESC
LIMIT :limit

-- name: chain-audit
-- The next rows of the chain, the oldest first, with what each hash has to cover. `told` is false when the details are not
-- those that were written, and null when they were erased. Whoever tampers may leave what no row of ours holds, a time that is no
-- number of microseconds or nothing where something was; there is no digest of that.
SELECT seq, COALESCE(encode(previous, 'hex'), '') AS previous, COALESCE(encode(hash, 'hex'), '-') AS hash, key_id,
       COALESCE(encode(CASE
            WHEN created_at < '0001-01-01' OR created_at >= '10000-01-01' THEN NULL
            WHEN key_id IS NULL
            THEN audit_hash(previous, id, created_at, actor_kind, actor_id, actor_name, action, subject_type, subject_id,
                            COALESCE(details, '{}'))
            ELSE audit_digest(previous, id, created_at, actor_kind, actor_id, actor_name, action, subject_type, subject_id,
                              details_digest) END, 'hex'), '') AS digest,
       CASE WHEN key_id IS NULL THEN true ELSE audit_details_digest(details) = details_digest END AS told
FROM audit_logs LEFT JOIN audit_details ON audit_id = id
WHERE CAST(:after AS bigint) IS NULL OR seq > :after ORDER BY seq LIMIT :limit

-- name: audit-head
-- The newest row, as it was sealed.
SELECT COALESCE(seq, 0) AS seq, COALESCE(encode(hash, 'hex'), '') AS hash, COALESCE(encode(seal, 'hex'), '') AS seal FROM audit_head

-- name: audit-rests
-- What is left of rows that are gone: details of rows that are not there, and whether numbers were given out.
SELECT EXISTS (SELECT FROM audit_details WHERE NOT EXISTS (SELECT FROM audit_logs WHERE id = audit_id)) AS orphans,
       pg_sequence_last_value(CAST(pg_get_serial_sequence('audit_logs', 'seq') AS regclass)) IS NOT NULL AS numbered

-- name: tell-audit-head
-- Sends the head to the programs that want it, which keep what the database's administrator cannot change.
SELECT tell_subscribers('audit.head', NULL, NULL, CAST(:details AS jsonb))

-- name: count-security-events
-- Adds what was counted to the rows of its hour. Beyond a number of networks in an hour, new ones share a row.
WITH counted AS (
    SELECT date_trunc('hour', to_timestamp(at / 1000.0), 'UTC') AS hour, kind,
           CASE WHEN known.network IS NOT NULL
                  OR (SELECT count(*) FROM security_events e
                      WHERE e.hour = date_trunc('hour', to_timestamp(at / 1000.0), 'UTC')) < :most
                THEN t.network ELSE :others END AS network,
           id, count, to_timestamp(at / 1000.0) AS at
    FROM unnest(CAST(:ids AS uuid[]), CAST(:kinds AS text[]), CAST(:networks AS text[]), CAST(:counts AS bigint[]),
                CAST(:ats AS bigint[])) AS t (id, kind, network, count, at)
    LEFT JOIN LATERAL (SELECT e.network FROM security_events e
                       WHERE e.hour = date_trunc('hour', to_timestamp(t.at / 1000.0), 'UTC') AND e.kind = t.kind
                         AND e.network = t.network) known ON true
)
INSERT INTO security_events AS s (id, hour, kind, network, count, last_at)
SELECT (array_agg(id))[1], hour, kind, network, sum(count), max(at) FROM counted
GROUP BY hour, kind, network ORDER BY hour, kind, network
ON CONFLICT (hour, kind, network) DO UPDATE
SET count = s.count + excluded.count, last_at = greatest(s.last_at, excluded.last_at)

-- name: prune-security-events
-- What was counted is kept for a month; a bounded number of rows at a time holds no lock for long.
DELETE FROM security_events WHERE id IN (
    SELECT id FROM security_events WHERE hour < now() - make_interval(days => :days) LIMIT 1000)

-- name: security-events
-- What was counted, the newest hour first.
SELECT id, hour, kind, network, count, last_at FROM security_events
WHERE (CAST(:kind AS text) IS NULL OR kind = :kind)
  AND (CAST(:before_at AS timestamptz) IS NULL
       OR (hour, id) < (CAST(:before_at AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY hour DESC, id DESC
LIMIT :limit
