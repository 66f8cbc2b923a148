-- A customer who filled in a form, ordered or paid is told once in a conversation that it has arrived.

ALTER TABLE conversations ADD COLUMN told_fields_arrived_at timestamptz;
