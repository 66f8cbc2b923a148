DROP TABLE mailed_codes;
DROP TABLE invitations;
