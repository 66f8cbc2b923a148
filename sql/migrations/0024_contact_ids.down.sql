DROP TABLE contact_ids;
