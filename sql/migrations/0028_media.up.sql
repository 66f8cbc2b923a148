-- Pictures, voice notes, videos and files of messages: which there are, and their bytes.

-- The bytes of one file, written once and never changed. One that no row of media names any more is removed by a job, so
-- that removing a message or a conversation needs no knowledge of where its bytes lie.
CREATE TABLE media_blobs (
    id         uuid PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- In pieces, because a row is read into memory as a whole.
CREATE TABLE media_chunks (
    blob_id uuid    NOT NULL REFERENCES media_blobs ON DELETE CASCADE,
    number  integer NOT NULL,
    bytes   bytea   NOT NULL,
    PRIMARY KEY (blob_id, number)
);
-- media are compressed already
ALTER TABLE media_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE media (
    id         uuid PRIMARY KEY,
    -- empty until an uploaded file is sent
    message_id uuid REFERENCES messages ON DELETE CASCADE,
    -- its place among the message's attachments, from 0
    position   integer NOT NULL DEFAULT 0,
    -- image, audio, video, file or sticker
    kind       text NOT NULL,
    mime_type  text,
    name       text,
    size       bigint,
    sha256     text,
    state      text NOT NULL CHECK (state IN ('waiting', 'stored', 'too_large', 'failed', 'expired')),
    error      text,
    -- where the provider keeps it: channel, account, binding, reference
    source     jsonb NOT NULL DEFAULT '{}',
    -- the member of staff who uploaded it
    created_by text,
    blob_id    uuid REFERENCES media_blobs ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
);
CREATE INDEX media_of_message ON media (message_id, position);
CREATE INDEX media_of_blob ON media (blob_id);
CREATE INDEX media_expiry ON media (expires_at) WHERE state = 'stored';
