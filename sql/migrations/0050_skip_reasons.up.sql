-- Why what a webhook brought is not answered: the name of each reason with its number.
ALTER TABLE webhook_events ADD COLUMN reasons jsonb NOT NULL DEFAULT '{}';
