-- Who invited, when that is a person: the invitation ends with their account. The admin token's have none. Those that were open before
-- this step, for a week at most, belong to the owner of that name.
ALTER TABLE invitations ADD COLUMN inviter uuid REFERENCES users ON DELETE CASCADE;
CREATE INDEX invitations_inviter ON invitations (inviter);
UPDATE invitations i SET inviter = (SELECT u.id FROM users u WHERE u.name = i.invited_by ORDER BY u.role = 'owner' DESC, u.id LIMIT 1);
DELETE FROM invitations WHERE inviter IS NULL AND invited_by <> 'Admin token';
