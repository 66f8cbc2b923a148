DROP TRIGGER conversation_visit ON conversations;
DROP FUNCTION turn_visit();
DROP TABLE visitor_access;
DROP FUNCTION ring_visit();
