-- Edits and deletions that come before their message wait for it in the thread they were told in.
ALTER TABLE early_news ADD COLUMN thread text NOT NULL DEFAULT '';
ALTER TABLE early_news DROP CONSTRAINT early_news_pkey;
ALTER TABLE early_news ADD PRIMARY KEY (channel, account, external_id, kind, thread);
