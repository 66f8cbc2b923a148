DROP INDEX messages_words;
DROP TABLE scheduled_replies;
DROP TABLE saved_replies;
DROP TABLE drafts;
