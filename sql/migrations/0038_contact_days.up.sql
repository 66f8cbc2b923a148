-- What a contact sent on one day (UTC), so that nobody fills the storage.
CREATE TABLE contact_days (
    day        date NOT NULL,
    contact_id uuid NOT NULL REFERENCES contacts ON DELETE CASCADE,
    files      integer NOT NULL,
    bytes      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (day, contact_id)
);
CREATE INDEX contact_days_contact ON contact_days (contact_id);
