ALTER TABLE invitations DROP COLUMN inviter;
