-- Customers' mails that answer a mail nobody knows yet, and wait for it.
CREATE TABLE mail_waits (
    account  text NOT NULL,
    folder   text NOT NULL,
    -- the numbering of the folder, and the mail's number in it
    validity bigint NOT NULL,
    uid      bigint NOT NULL,
    -- the Message-ID of the mail that it answers
    answers  text NOT NULL,
    seen_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (account, folder, validity, uid),
    FOREIGN KEY (account, folder) REFERENCES mailboxes ON DELETE CASCADE
);
-- Without "Re:" and the like, in lower case; a customer may write anew about what a person of ours wrote.
ALTER TABLE mails ADD COLUMN subject text;
