DROP TABLE identity_secrets;
