-- name: put
-- One of every type.
INSERT INTO things VALUES (:id, :label, :at, :data, :tags, :size, :raw, :on_sale)

-- name: get
-- By id.
SELECT * FROM things WHERE id = :id

-- name: all
-- Everything.
SELECT * FROM things

-- name: broken
-- No such table.
SELECT * FROM nothings

-- name: many-conversations
-- 3 000 conversations of one customer, with ids that count from 1.
WITH customer AS (INSERT INTO contacts (id, channel, external_id) VALUES (gen_random_uuid(), 'web', 'ann') RETURNING id)
INSERT INTO conversations (id, contact_id, channel)
SELECT CAST(lpad(to_hex(n), 32, '0') AS uuid), customer.id, 'web' FROM customer, generate_series(1, 3000) AS n

-- name: rows-read-in-order
-- How many rows of a table this transaction has read from its beginning to its end.
SELECT seq_tup_read AS rows FROM pg_stat_xact_user_tables WHERE relname = :table
