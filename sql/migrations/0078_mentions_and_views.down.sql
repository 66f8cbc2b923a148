DROP TABLE saved_views;
ALTER TABLE conversations DROP COLUMN closed_from, DROP COLUMN closed_answered_seq;
DROP TABLE mentions;
