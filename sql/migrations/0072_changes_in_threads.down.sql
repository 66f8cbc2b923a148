DELETE FROM early_news WHERE thread <> '';
ALTER TABLE early_news DROP CONSTRAINT early_news_pkey;
ALTER TABLE early_news DROP COLUMN thread;
ALTER TABLE early_news ADD PRIMARY KEY (channel, account, external_id, kind);
