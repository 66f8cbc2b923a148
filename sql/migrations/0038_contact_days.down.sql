DROP TABLE contact_days;
