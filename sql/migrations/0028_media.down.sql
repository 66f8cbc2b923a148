DROP TABLE media, media_chunks, media_blobs;
