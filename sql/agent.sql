-- name: all
-- All agents, the default one first, then by name; an installation has a handful.
SELECT * FROM agents ORDER BY is_default DESC, name, id

-- name: by-id
-- One agent by its id.
SELECT * FROM agents WHERE id = :id

-- name: by-slug
-- One agent by its slug, as links and embeds name it.
SELECT * FROM agents WHERE slug = :slug

-- name: default
-- The agent that answers when no other is named.
SELECT * FROM agents WHERE is_default

-- name: insert
-- Inserts nothing when the slug is taken. The columns are named, so that one a newer version added gets its default.
INSERT INTO agents (
    id, slug, name, company, persona, goal, rules, tone, languages, examples, greeting, suggestions, greetings, look,
    stop_phrases, resume_phrases, allowed_sites, attachments, model, temperature, max_tokens, is_default, public, guide, created_at, updated_at)
SELECT
    id, slug, name, company, persona, goal, rules, tone, languages, examples, greeting, suggestions, greetings, look,
    stop_phrases, resume_phrases, allowed_sites, attachments, model, temperature, max_tokens, is_default, public, guide, created_at, updated_at
FROM jsonb_populate_record(CAST(NULL AS agents), :agent)
ON CONFLICT (slug) DO NOTHING
RETURNING *

-- name: update
-- Replaces all fields; the caller has read the present ones.
UPDATE agents
SET (slug, name, company, persona, goal, rules, tone, languages, examples, greeting, suggestions, greetings, look,
     stop_phrases, resume_phrases, allowed_sites, attachments, model, temperature, max_tokens, is_default, public, guide, updated_at)
  = (new.slug, new.name, new.company, new.persona, new.goal, new.rules, new.tone, new.languages, new.examples,
     new.greeting, new.suggestions, new.greetings, new.look, new.stop_phrases, new.resume_phrases, new.allowed_sites, new.attachments, new.model, new.temperature,
     new.max_tokens, new.is_default, new.public, new.guide, now())
FROM jsonb_populate_record(CAST(NULL AS agents), :agent) new
WHERE agents.id = new.id
  AND NOT EXISTS (SELECT 1 FROM agents other WHERE other.slug = new.slug AND other.id <> new.id)
RETURNING agents.*

-- name: no-default
-- Another agent becomes the default.
UPDATE agents SET is_default = false, updated_at = now() WHERE is_default AND id <> :id

-- name: delete
-- The default agent cannot be deleted.
DELETE FROM agents WHERE id = :id AND NOT is_default

-- name: mark-guide
-- The first agent of a new installation answers from the guide.
UPDATE agents SET guide = true WHERE id = :id

-- name: set-guide-aside
-- The database does it itself when a document, an agent or a channel is added; channels of the environment have no row.
SELECT CAST(set_guide_aside() AS text) AS done

-- name: seed-lock
-- Replicas that start together seed one after the other. A statement of its own: the next one then sees what the first
-- replica committed.
SELECT CAST(pg_advisory_xact_lock(7236952387231) AS text) AS locked

-- name: none-yet
-- Whether this installation has no agent at all.
SELECT NOT EXISTS (SELECT 1 FROM agents) AS none

-- name: add-run
-- What an answer was written from.
INSERT INTO runs (id, message_id, agent_id, passages, started_at, ended_at)
VALUES (:id, :message_id, :agent_id, CAST(:passages AS jsonb), :started_at, :ended_at)

-- name: runs
-- The runs of a conversation, the newest first.
SELECT r.*, m.conversation_id FROM runs r JOIN messages m ON m.id = r.message_id
WHERE m.conversation_id = :conversation AND NOT m.private
ORDER BY r.started_at DESC, r.id DESC
LIMIT 200

-- name: run
-- One run.
SELECT r.*, m.conversation_id FROM runs r JOIN messages m ON m.id = r.message_id WHERE r.id = :id

-- name: run-calls
-- The calls of models between the begin and the end of each run, in their order.
SELECT r.id AS run_id, c.purpose, c.provider, c.model, c.outcome, c.input_tokens, c.output_tokens, c.cost_micro_usd, c.latency_ms, c.at
FROM runs r
JOIN messages m ON m.id = r.message_id
JOIN model_calls c ON c.conversation_id = m.conversation_id AND c.at BETWEEN r.started_at AND r.ended_at
WHERE r.id = ANY (CAST(:runs AS uuid[])) AND c.purpose IN ('answer', 'rewrite', 'check')
ORDER BY c.at, c.id
