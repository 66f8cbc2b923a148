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
