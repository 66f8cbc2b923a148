-- Whether strangers may talk to an agent. Without a decision only the default one serves them.
ALTER TABLE agents ADD COLUMN public boolean;
