-- name: find-users
-- All users, the oldest first; a company has dozens, so there are no pages.
SELECT id, email, name, role, disabled, created_at, last_login_at, totp_at IS NOT NULL AS totp
FROM users
ORDER BY created_at, id

-- name: colleagues
-- Whom staff may name and assign to, by name; whoever left keeps a name in what they did.
SELECT id, name, role, disabled FROM users ORDER BY lower(name), id

-- name: find-user
-- One user by id.
SELECT id, email, name, role, disabled, created_at, last_login_at, totp_at IS NOT NULL AS totp
FROM users
WHERE id = :id

-- name: find-login
-- The user and password hash of an e-mail, in upper or lower case.
SELECT id, email, name, role, disabled, created_at, last_login_at, totp_at IS NOT NULL AS totp, password
FROM users
WHERE lower(email) = lower(:email)

-- name: find-password
-- The password hash of a user.
SELECT password FROM users WHERE id = :id

-- name: add-user
-- Returns no row when the e-mail is taken.
INSERT INTO users (id, email, name, role, password)
VALUES (:id, :email, :name, :role, :password)
ON CONFLICT (lower(email)) DO NOTHING
RETURNING id, email, name, role, disabled, created_at, last_login_at, totp_at IS NOT NULL AS totp

-- name: change-user
-- Null stays as it is.
UPDATE users
SET name = COALESCE(CAST(:name AS text), name),
    role = COALESCE(CAST(:role AS text), role),
    disabled = COALESCE(CAST(:disabled AS boolean), disabled),
    password = COALESCE(CAST(:password AS text), password),
    updated_at = now()
WHERE id = :id
RETURNING id, email, name, role, disabled, created_at, last_login_at, totp_at IS NOT NULL AS totp

-- name: delete-user
-- Deletes a user with their sessions; the audit log keeps what they did.
DELETE FROM users WHERE id = :id

-- name: lock-owners
-- Locks the owners who can log in until the transaction ends, so that two of them cannot remove each other at once.
SELECT id FROM users WHERE role = 'owner' AND NOT disabled ORDER BY id FOR UPDATE

-- name: has-owner
-- Whether an owner can log in.
SELECT EXISTS (SELECT 1 FROM users WHERE role = 'owner' AND NOT disabled) AS has_owner

-- name: note-login
-- Records the time of a log-in; the password hash only when it was renewed.
UPDATE users
SET last_login_at = now(), password = COALESCE(CAST(:password AS text), password)
WHERE id = :id

-- name: add-session
-- Adds the session of one log-in.
INSERT INTO sessions (id, user_id, admin_mark, cookie, address, browser, expires_at)
VALUES (:id, :user_id, :admin_mark, :cookie, :address, :browser, now() + make_interval(secs => :seconds))

-- name: own-sessions
-- The sessions of a user, or of the admin token, that have not ended; the latest log-in first.
SELECT id, address, browser, created_at, seen_at, expires_at
FROM sessions
WHERE (user_id = CAST(:user_id AS uuid) OR encode(admin_mark, 'hex') = ANY (CAST(:admin_marks AS text[])))
  AND revoked_at IS NULL AND expires_at > now()
ORDER BY created_at DESC, id DESC

-- name: end-session-of-cookie
-- A browser that logs in anew leaves no session behind.
UPDATE sessions SET revoked_at = now() WHERE cookie = :cookie AND revoked_at IS NULL RETURNING id

-- name: is-fresh
-- Whether the session began a moment ago.
SELECT created_at > now() - make_interval(secs => :seconds) AS fresh FROM sessions WHERE id = :id

-- name: add-code
-- Adds a code that works once; only its hash is stored.
INSERT INTO one_time_codes (hash, purpose, session_id, admin_mark, api_key_id, expires_at)
VALUES (:hash, :purpose, :session_id, :admin_mark, :api_key_id, now() + make_interval(secs => :seconds))

-- name: spend-code
-- Takes a code away; only the first who shows it gets the row.
DELETE FROM one_time_codes
WHERE hash = :hash AND purpose = :purpose AND expires_at > now()
RETURNING session_id, admin_mark, api_key_id

-- name: sweep-codes
-- Deletes codes that nobody used.
DELETE FROM one_time_codes WHERE expires_at < now()

-- name: lock-failures
-- The wrong tries of an account in a row and the seconds since the last one, locked until the transaction ends, so that tries at the
-- same moment on several replicas see each other. A day after the last one they begin anew.
INSERT INTO login_failures AS f (who, failures, last_at)
VALUES (:who, 0, clock_timestamp())
ON CONFLICT (who) DO UPDATE
SET failures = CASE WHEN f.last_at < now() - interval '1 day' THEN 0 ELSE f.failures END
RETURNING failures, last_at, CAST(extract(epoch FROM clock_timestamp() - last_at) AS double precision) AS seconds

-- name: count-failure
-- Counts a try as a wrong one before it is known whether it is.
UPDATE login_failures SET failures = failures + 1, last_at = clock_timestamp() WHERE who = :who RETURNING last_at

-- name: take-failure-back
-- A try that was neither right nor wrong; the wait goes on from the try before it, unless another one came since.
UPDATE login_failures
SET failures = GREATEST(failures - 1, 0), last_at = CASE WHEN last_at = :counted_at THEN :former_at ELSE last_at END
WHERE who = :who

-- name: forget-failures
-- The right password ends the row of wrong ones.
DELETE FROM login_failures WHERE who = :who

-- name: sweep-failures
-- Deletes failures that no longer count.
DELETE FROM login_failures WHERE last_at < now() - interval '1 day'

-- name: find-session
-- A valid session by its id, with its user; no row when it has ended or its user is disabled.
SELECT s.id AS session_id, s.admin_mark, s.seen_at < now() - interval '1 minute' AS stale,
       u.id, u.email, u.name, u.role, u.disabled, u.created_at, u.last_login_at, u.totp_at IS NOT NULL AS totp,
       u.totp_at IS NULL AND u.role IN (SELECT unnest(totp_roles) FROM login_rules) AS must_enrol
FROM sessions s LEFT JOIN users u ON u.id = s.user_id
WHERE s.id = :id AND s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled IS NOT TRUE

-- name: find-session-by-cookie
-- A valid session by the browser's cookie, with its user.
SELECT s.id AS session_id, s.admin_mark, s.seen_at < now() - interval '1 minute' AS stale,
       u.id, u.email, u.name, u.role, u.disabled, u.created_at, u.last_login_at, u.totp_at IS NOT NULL AS totp,
       u.totp_at IS NULL AND u.role IN (SELECT unnest(totp_roles) FROM login_rules) AS must_enrol
FROM sessions s LEFT JOIN users u ON u.id = s.user_id
WHERE s.cookie = :cookie AND s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled IS NOT TRUE

-- name: touch-session
-- Prolongs a session in use, up to its greatest age; written at most once a minute.
UPDATE sessions
SET seen_at = now(),
    expires_at = LEAST(now() + make_interval(secs => :seconds), created_at + make_interval(secs => :most))
WHERE id = :id AND seen_at < now() - interval '1 minute'

-- name: revoke-session
-- Ends a session with all its tokens.
UPDATE sessions SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL

-- name: revoke-user-sessions
-- Ends all sessions of a user except one, if it is given.
UPDATE sessions SET revoked_at = now()
WHERE user_id = :user_id AND revoked_at IS NULL AND id IS DISTINCT FROM CAST(:except AS uuid)

-- name: add-refresh
-- Adds the next refresh token of a session.
INSERT INTO refresh_tokens (hash, session_id) VALUES (:hash, :session_id)

-- name: spend-refresh
-- Marks a refresh token as used; only the first use returns a row.
UPDATE refresh_tokens SET spent_at = now() WHERE hash = :hash AND spent_at IS NULL RETURNING session_id

-- name: find-refresh
-- The session of a refresh token, used or not.
SELECT session_id FROM refresh_tokens WHERE hash = :hash

-- name: count-try
-- Counts an attempt to log in; returns no row when there were too many in the last minute. The row is locked meanwhile, so that
-- attempts at the same moment on several replicas all count.
INSERT INTO login_tries AS t (who, tries_at)
VALUES (:who, ARRAY[now()])
ON CONFLICT (who) DO UPDATE
SET tries_at = ARRAY(SELECT tried FROM unnest(t.tries_at) AS tried WHERE tried > now() - interval '1 minute')
               || now(),
    last_at = now()
WHERE (SELECT count(*) FROM unnest(t.tries_at) AS tried WHERE tried > now() - interval '1 minute') < :most
RETURNING who

-- name: wait-for-try
-- Seconds until the oldest of the last minute's attempts no longer counts.
SELECT CAST(ceil(extract(epoch FROM min(tried) + interval '1 minute' - now())) AS bigint) AS seconds
FROM login_tries, unnest(tries_at) AS tried
WHERE who = :who AND tried > now() - interval '1 minute'

-- name: forget-tries
-- Forgets the attempts of a caller who has logged in.
DELETE FROM login_tries WHERE who = :who

-- name: sweep-tries
-- Deletes attempts that no longer count.
DELETE FROM login_tries WHERE last_at < now() - interval '1 hour'

-- name: sweep-sessions
-- Deletes sessions a day after their end, so that until then a reused refresh token is still recognized.
DELETE FROM sessions WHERE expires_at < now() - interval '1 day'

-- name: find-keys
-- All keys, newest first, without their hashes and with what the calls of each cost.
SELECT k.id, k.name, k.prefix, k.scopes, k.agent, k.created_by, k.created_at, k.expires_at, k.last_used_at,
       k.requests_per_minute, k.monthly_budget_micro_usd, k.total_budget_micro_usd, k.tokens_per_minute,
       coalesce(k.allowed_models, '{}') AS allowed_models, k.cache_seconds,
       coalesce(u.this_month, 0) AS month_spent, coalesce(u.ever, 0) AS spent
FROM api_keys k
LEFT JOIN (SELECT api_key_id, sum(cost_micro_usd) AS ever,
                  sum(cost_micro_usd) FILTER (WHERE month = date_trunc('month', now() AT TIME ZONE 'UTC')) AS this_month
           FROM key_usage GROUP BY api_key_id) u ON u.api_key_id = k.id
ORDER BY k.created_at DESC, k.id DESC

-- name: find-key
-- A key by its hash.
SELECT id, name, prefix, scopes, agent, created_by, created_at, expires_at, last_used_at, requests_per_minute,
       monthly_budget_micro_usd, total_budget_micro_usd, tokens_per_minute, coalesce(allowed_models, '{}') AS allowed_models,
       cache_seconds
FROM api_keys
WHERE hash = :hash

-- name: find-key-by-id
-- A key by its id.
SELECT id, name, prefix, scopes, agent, created_by, created_at, expires_at, last_used_at, requests_per_minute,
       monthly_budget_micro_usd, total_budget_micro_usd, tokens_per_minute, coalesce(allowed_models, '{}') AS allowed_models,
       cache_seconds
FROM api_keys
WHERE id = :id

-- name: add-key
-- Adds a key; only its hash is stored.
INSERT INTO api_keys (id, name, prefix, hash, scopes, agent, created_by, expires_at, requests_per_minute,
                      monthly_budget_micro_usd, total_budget_micro_usd, tokens_per_minute, allowed_models, cache_seconds)
VALUES (:id, :name, :prefix, :hash, :scopes, :agent, :created_by, :expires_at, cast(:requests_per_minute as integer),
        cast(:monthly_budget as bigint), cast(:total_budget as bigint), cast(:tokens_per_minute as integer), :allowed_models,
        cast(:cache_seconds as integer))
RETURNING id, name, prefix, scopes, agent, created_by, created_at, expires_at, last_used_at, requests_per_minute,
          monthly_budget_micro_usd, total_budget_micro_usd, tokens_per_minute, coalesce(allowed_models, '{}') AS allowed_models,
          cache_seconds

-- name: change-key
-- Another name and other limits of a key.
UPDATE api_keys
SET name = :name, requests_per_minute = cast(:requests_per_minute as integer),
    monthly_budget_micro_usd = cast(:monthly_budget as bigint), total_budget_micro_usd = cast(:total_budget as bigint),
    tokens_per_minute = cast(:tokens_per_minute as integer), allowed_models = :allowed_models,
    cache_seconds = cast(:cache_seconds as integer)
WHERE id = :id
RETURNING id, name, prefix, scopes, agent, created_by, created_at, expires_at, last_used_at, requests_per_minute,
          monthly_budget_micro_usd, total_budget_micro_usd, tokens_per_minute, coalesce(allowed_models, '{}') AS allowed_models,
          cache_seconds

-- name: touch-key
-- Records the last use of a key, at most once a minute.
UPDATE api_keys SET last_used_at = now()
WHERE id = :id AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')

-- name: delete-key
-- Revokes a key.
DELETE FROM api_keys WHERE id = :id RETURNING name

-- name: begin-visit
-- The visitor of a conversation may go on with it from now on.
INSERT INTO visitor_access (conversation_id, expires_at)
VALUES (:conversation_id, now() + make_interval(secs => :seconds))
ON CONFLICT (conversation_id) DO UPDATE SET expires_at = EXCLUDED.expires_at

-- name: find-visit
-- No row when the visit has ended; stale when it is time to prolong it.
SELECT expires_at < now() + make_interval(secs => :fresh) AS stale
FROM visitor_access
WHERE conversation_id = :conversation_id AND ended_at IS NULL AND expires_at > now()

-- name: prolong-visit
-- A visit in use goes on.
UPDATE visitor_access SET expires_at = now() + make_interval(secs => :seconds)
WHERE conversation_id = :conversation_id AND ended_at IS NULL AND expires_at > now()

-- name: find-identity-secret
-- The secret of an agent's website, and until when its former one is valid.
SELECT agent_id, secrets, former_until FROM identity_secrets WHERE agent_id = :agent_id

-- name: identity-secrets
-- All of them, to encrypt them anew.
SELECT agent_id, secrets, former_until FROM identity_secrets FOR UPDATE

-- name: put-identity-secret
-- A new secret; the former one is valid for a while.
INSERT INTO identity_secrets (agent_id, secrets, former_until)
VALUES (:agent_id, :secrets, CAST(:former_until AS timestamptz))
ON CONFLICT (agent_id) DO UPDATE
SET secrets = EXCLUDED.secrets, former_until = EXCLUDED.former_until, created_at = now()

-- name: reseal-identity-secret
-- The same secret under the current encryption key.
UPDATE identity_secrets SET secrets = :secrets WHERE agent_id = :agent_id

-- name: remove-identity-secret
-- From now on nobody is proven by it.
DELETE FROM identity_secrets WHERE agent_id = :agent_id

-- name: offer-totp
-- A secret that is not confirmed yet; returns no row when one is confirmed already.
UPDATE users SET totp_secret = :secret, totp_step = 0 WHERE id = :id AND totp_at IS NULL RETURNING id

-- name: find-totp
-- The secret of a user, confirmed or not, locked: a code works once.
SELECT totp_secret, totp_at, totp_step FROM users WHERE id = :id AND totp_secret IS NOT NULL FOR UPDATE

-- name: use-totp-step
-- From now on only later codes are valid; the first one confirms the secret.
UPDATE users SET totp_step = :step, totp_at = COALESCE(totp_at, now()) WHERE id = :id

-- name: remove-totp
-- The password alone logs in again; returns no row when there was no second factor.
UPDATE users SET totp_secret = NULL, totp_at = NULL, totp_step = 0 WHERE id = :id AND totp_secret IS NOT NULL RETURNING id

-- name: totp-state
-- Whether a user has a second factor, since when, and how many recovery codes are left.
SELECT totp_at, (SELECT count(*) FROM recovery_codes r WHERE r.user_id = u.id) AS codes,
       u.role IN (SELECT unnest(totp_roles) FROM login_rules) AS required
FROM users u WHERE u.id = :id

-- name: totp-secrets
-- All of them, to encrypt them anew.
SELECT id, totp_secret FROM users WHERE totp_secret IS NOT NULL FOR UPDATE

-- name: reseal-totp
-- The same secret under the current encryption key.
UPDATE users SET totp_secret = :secret WHERE id = :id

-- name: drop-recovery-codes
-- The codes of a user end.
DELETE FROM recovery_codes WHERE user_id = :user_id

-- name: add-recovery-code
-- Adds a code; only its hash is stored.
INSERT INTO recovery_codes (user_id, hash) VALUES (:user_id, :hash)

-- name: spend-recovery-code
-- Takes a code away; only the first who shows it gets the row.
DELETE FROM recovery_codes WHERE user_id = :user_id AND hash = :hash RETURNING user_id

-- name: find-login-rules
-- The roles that must have a second factor.
SELECT totp_roles FROM login_rules

-- name: put-login-rules
-- Who lacks a second factor can do nothing else from their next request on.
UPDATE login_rules SET totp_roles = :roles

-- name: invitations
-- Open invitations, the oldest first.
SELECT id, email, name, role, invited_by, created_at, expires_at
FROM invitations WHERE expires_at > now()
ORDER BY created_at, id

-- name: put-invitation
-- One for each address: a new one takes the place of the former.
INSERT INTO invitations (id, hash, email, name, role, invited_by, inviter, expires_at)
VALUES (:id, :hash, :email, :name, :role, :invited_by, CAST(:inviter AS uuid), now() + make_interval(secs => :seconds))
ON CONFLICT (lower(email)) DO UPDATE
SET id = EXCLUDED.id, hash = EXCLUDED.hash, name = EXCLUDED.name, role = EXCLUDED.role, invited_by = EXCLUDED.invited_by,
    inviter = EXCLUDED.inviter, created_at = now(), expires_at = EXCLUDED.expires_at
RETURNING id, email, name, role, invited_by, created_at, expires_at

-- name: find-invitation
-- The invitation of a code, while its inviter may still invite.
SELECT i.id, i.email, i.name, i.role, i.invited_by, i.created_at, i.expires_at
FROM invitations i LEFT JOIN users u ON u.id = i.inviter
WHERE i.hash = :hash AND i.expires_at > now() AND (i.inviter IS NULL OR (u.role = 'owner' AND NOT u.disabled))

-- name: remove-invitation
-- Returns no row when somebody took it away before, by using it or taking it back.
DELETE FROM invitations WHERE id = :id AND expires_at > now() RETURNING email

-- name: end-invitations
-- Takes back what somebody invited who may invite no longer.
DELETE FROM invitations WHERE inviter = :inviter RETURNING email

-- name: sweep-invitations
-- Deletes those that nobody used.
DELETE FROM invitations WHERE expires_at < now()

-- name: put-mailed-code
-- A new code takes the place of the former one; returns no row when that was made a moment ago, so that nobody's mailbox is flooded.
INSERT INTO mailed_codes AS m (user_id, purpose, hash, expires_at)
VALUES (:user_id, :purpose, :hash, now() + make_interval(secs => :seconds))
ON CONFLICT (user_id, purpose) DO UPDATE
SET hash = EXCLUDED.hash, wrong = 0, created_at = now(), expires_at = EXCLUDED.expires_at
WHERE m.created_at < now() - make_interval(secs => :pause)
RETURNING user_id

-- name: find-mailed-code
-- Whose code it is.
SELECT u.id, u.email, u.name, u.role, u.disabled, u.created_at, u.last_login_at, u.totp_at IS NOT NULL AS totp
FROM mailed_codes m JOIN users u ON u.id = m.user_id
WHERE m.hash = :hash AND m.purpose = :purpose AND m.expires_at > now() AND NOT u.disabled

-- name: count-code-try
-- Counts a guess as a wrong one before it is compared; returns no row when there is no code or it was guessed too often.
UPDATE mailed_codes SET wrong = wrong + 1
WHERE user_id = :user_id AND purpose = :purpose AND expires_at > now() AND wrong < :most
RETURNING user_id

-- name: take-code-try-back
-- The code was right, and something else is missing.
UPDATE mailed_codes SET wrong = GREATEST(wrong - 1, 0) WHERE user_id = :user_id AND purpose = :purpose

-- name: end-mailed-codes
-- Ends what was mailed to a user; the pause until the next mail stays.
UPDATE mailed_codes SET expires_at = now() WHERE user_id = :user_id AND expires_at > now()

-- name: spend-mailed-code
-- Takes a code away; only the first who shows it gets the row.
DELETE FROM mailed_codes WHERE user_id = :user_id AND purpose = :purpose AND hash = :hash AND expires_at > now()
RETURNING user_id
