-- How far mailboxes were read, and which mail belongs to which conversation.

CREATE TABLE mailboxes (
    -- our address
    account   text NOT NULL,
    folder    text NOT NULL,
    -- the server's name for this numbering of the folder (UIDVALIDITY); under another one the numbers mean nothing
    validity  bigint NOT NULL,
    -- every mail up to this number is kept
    uid       bigint NOT NULL,
    looked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, folder)
);

-- A mail that came, and the thread it is part of: an answer to it is found by its name.
CREATE TABLE mails (
    channel text NOT NULL DEFAULT 'email' CHECK (channel = 'email'),
    account text NOT NULL,
    -- the same for the same mail only
    key     text NOT NULL,
    -- its Message-ID
    name    text NOT NULL,
    thread  text NOT NULL,
    PRIMARY KEY (account, key),
    -- forgotten with the conversation
    FOREIGN KEY (channel, account, thread) REFERENCES channel_threads ON DELETE CASCADE
);
CREATE INDEX mails_name ON mails (account, name);
CREATE INDEX mails_thread ON mails (account, thread);
