-- Where each page of a paged document begins in its text, in code points, so that any place in it has a page number; and
-- what staff should know about a document that was read in part.
ALTER TABLE rag_documents ADD COLUMN page_starts integer[], ADD COLUMN warning text;
