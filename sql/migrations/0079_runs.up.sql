-- What each answer was written from: the passages that were found, with their scores. The calls of models that belong to it are
-- those of its conversation between its begin and its end.

CREATE TABLE runs (
    id         uuid PRIMARY KEY,
    message_id uuid NOT NULL UNIQUE REFERENCES messages ON DELETE CASCADE,
    agent_id   uuid,
    passages   jsonb NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL
);
ALTER TABLE messages ADD COLUMN run_id uuid;
