-- name: add-blob
-- Bytes that are about to be written. Until a row of media names them, they belong to nobody.
INSERT INTO media_blobs (id) VALUES (:id)

-- name: add-chunk
-- One piece of the bytes.
INSERT INTO media_chunks (blob_id, number, bytes) VALUES (:blob, :number, :bytes)

-- name: chunk
-- One piece of the bytes, for a reader that holds one at a time.
SELECT bytes FROM media_chunks WHERE blob_id = :blob AND number = :number

-- name: remove-blob
-- Bytes that are not needed.
DELETE FROM media_blobs WHERE id = :id

-- name: sweep-blobs
-- Bytes that no row names: their message was deleted, or a process ended while it wrote them. The newest may still be written.
DELETE FROM media_blobs WHERE id IN (
    SELECT b.id FROM media_blobs b
    WHERE b.created_at < :before AND NOT EXISTS (SELECT FROM media m WHERE m.blob_id = b.id)
    LIMIT :limit)

-- name: add
-- A file that a provider keeps, or one that staff uploaded.
INSERT INTO media (id, message_id, position, kind, mime_type, name, size, sha256, state, error, source, created_by, blob_id, expires_at)
VALUES (:id, :message_id, :position, :kind, :mime_type, :name, :size, :sha256, :state, :error, :source, :created_by, :blob_id, :expires_at)
RETURNING *

-- name: find
-- One file.
SELECT * FROM media WHERE id = :id

-- name: keep
-- The bytes have come. Only the first process that has them stores them; the bytes of another are not needed.
UPDATE media SET state = 'stored', error = NULL, mime_type = :mime_type, size = :size, sha256 = :sha256, blob_id = :blob_id,
    expires_at = :expires_at
WHERE id = :id AND state IN ('waiting', 'failed', 'too_large')
RETURNING *

-- name: give-up
-- The bytes do not come.
UPDATE media SET state = :state, error = :error, size = COALESCE(:size, size)
WHERE id = :id AND state IN ('waiting', 'failed', 'too_large')
RETURNING *

-- name: expire
-- Files that were kept as long as they had to be.
UPDATE media SET state = 'expired', blob_id = NULL
WHERE id IN (SELECT id FROM media WHERE state = 'stored' AND expires_at < now() LIMIT :limit FOR UPDATE SKIP LOCKED)
RETURNING *

-- name: remove-unsent
-- Files that were uploaded and never sent.
DELETE FROM media WHERE message_id IS NULL AND created_at < :before
    AND NOT EXISTS (SELECT FROM scheduled_replies s WHERE media.id = ANY (s.files))

-- name: unsent
-- Files that a member of staff uploaded and has not sent yet.
SELECT * FROM media
WHERE id = ANY (CAST(:ids AS uuid[])) AND message_id IS NULL AND created_by = :created_by AND state = 'stored'

-- name: send
-- The files go with a message from now on; of two who send one at once only the first does.
UPDATE media SET message_id = :message_id, position = array_position(CAST(:ids AS uuid[]), id) - 1, expires_at = :expires_at
WHERE id = ANY (CAST(:ids AS uuid[])) AND message_id IS NULL AND created_by = :created_by AND state = 'stored'
