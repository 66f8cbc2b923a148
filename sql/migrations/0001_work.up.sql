-- Jobs: the table is the queue. A finished job is deleted; a dead one stays until a person retries or drops it.
CREATE TABLE jobs (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL,
    -- jobs of one kind about the same subject never run at once, and at most one of them waits
    subject      text,
    payload      jsonb NOT NULL,
    state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'dead')),
    due_at       timestamptz NOT NULL,
    attempt      int NOT NULL DEFAULT 0,
    max_attempts int NOT NULL,
    -- who runs it: the number under which that process holds an advisory lock, and a token its finish must show
    holder       int,
    lease        uuid,
    lease_until  timestamptz,
    error        text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX jobs_one_waiting ON jobs (kind, subject) WHERE state = 'waiting';
CREATE UNIQUE INDEX jobs_one_running ON jobs (kind, subject) WHERE state = 'running';
CREATE INDEX jobs_due ON jobs (kind, due_at) WHERE state = 'waiting';
CREATE INDEX jobs_leased ON jobs (kind, lease_until) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (updated_at DESC) WHERE state = 'dead';
