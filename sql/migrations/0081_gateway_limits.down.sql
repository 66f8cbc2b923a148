DROP TABLE key_minutes;
DROP TABLE response_items;
