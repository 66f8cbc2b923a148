-- At which other addresses the writer of a mail goes on, as its Reply-To tells.
ALTER TABLE mails ADD COLUMN people text[] NOT NULL DEFAULT '{}';
-- Why a mail waits: it answers one that is not here; only that one tells whose it is; or it is a draft.
ALTER TABLE mail_waits ADD COLUMN reason text NOT NULL DEFAULT 'reply' CHECK (reason IN ('reply', 'unnamed', 'draft'));
