-- name: all
-- The default one first, then by name; an installation has a handful.
SELECT * FROM agents ORDER BY is_default DESC, name, id

-- name: by-id
-- The id is known.
SELECT * FROM agents WHERE id = :id

-- name: by-slug
-- Links and embeds name an agent by its slug.
SELECT * FROM agents WHERE slug = :slug

-- name: default
-- Who answers when nobody is named.
SELECT * FROM agents WHERE is_default

-- name: insert
-- A taken slug inserts nothing, so that the caller can say so.
INSERT INTO agents (id, slug, name, company, persona, goal, rules, tone, languages, examples, greeting, suggestions,
                    stop_phrases, resume_phrases, model, temperature, max_tokens, is_default)
VALUES (:id, :slug, :name, :company, :persona, :goal, :rules, :tone, :languages, :examples, :greeting, :suggestions,
        :stop_phrases, :resume_phrases, :model, :temperature, :max_tokens, :is_default)
ON CONFLICT (slug) DO NOTHING
RETURNING *

-- name: update
-- All fields at once: the caller read them before.
UPDATE agents
SET slug = :slug, name = :name, company = :company, persona = :persona, goal = :goal, rules = :rules, tone = :tone,
    languages = :languages, examples = :examples, greeting = :greeting, suggestions = :suggestions,
    stop_phrases = :stop_phrases, resume_phrases = :resume_phrases, model = :model,
    temperature = :temperature, max_tokens = :max_tokens, is_default = :is_default, updated_at = now()
WHERE id = :id
  AND NOT EXISTS (SELECT 1 FROM agents other WHERE other.slug = :slug AND other.id <> :id)
RETURNING *

-- name: no-default
-- Makes room for another default.
UPDATE agents SET is_default = false, updated_at = now() WHERE is_default AND id <> :id

-- name: delete
-- The default one stays: somebody must answer.
DELETE FROM agents WHERE id = :id AND NOT is_default

-- name: seed-lock
-- Replicas that start together seed one after the other. A statement of its own: the next one then sees what the first
-- replica committed.
SELECT CAST(pg_advisory_xact_lock(7236952387231) AS text) AS locked

-- name: none-yet
-- Whether this installation has no agent at all.
SELECT NOT EXISTS (SELECT 1 FROM agents) AS none
