-- Mails that the server of a mailbox could not give at the last look; one that fails again is set aside.
CREATE TABLE mail_failures (
    account   text NOT NULL,
    folder    text NOT NULL,
    -- the numbering of the folder, and the mail's number in it
    validity  bigint NOT NULL,
    uid       bigint NOT NULL,
    failed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, folder, validity, uid),
    FOREIGN KEY (account, folder) REFERENCES mailboxes ON DELETE CASCADE
);
-- By its date; programs answer so long after each mail, to the second.
ALTER TABLE mails ADD COLUMN written_at timestamptz;
