package handcar.media;

import module java.base;

import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Tx;
import handcar.db.UuidV7;

/// The files of messages. Bytes are written first, outside of any transaction, and belong to nobody; then the row that names
/// them is written in the caller's transaction. Whatever fails in between is removed by [#sweep].
public final class MediaStore {
    private final Database db;
    private final MediaLimits limits;

    public MediaStore(Database db, MediaLimits limits) {
        this.db = db;
        this.limits = limits;
    }

    /// What is kept.
    public MediaLimits limits() {
        return limits;
    }

    /// Stores the bytes of a stream, which stays open, with one piece of them in memory.
    ///
    /// @param declared the media type that the sender names
    /// @param most how many bytes there may be; never more than the limit of the store
    public StoredBytes write(InputStream in, Optional<String> declared, long most)
            throws IOException, MediaTooLargeException {
        return MediaBytes.write(db, in, declared, Math.min(most, limits.mostBytes()));
    }

    /// Stores bytes that are in memory as part of the caller's transaction.
    public StoredBytes write(Tx tx, byte[] bytes, Optional<String> declared)
            throws MediaTooLargeException {
        try {
            return MediaBytes.write(
                    tx, new ByteArrayInputStream(bytes), declared, limits.mostBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes bytes that no row names.
    public void discard(StoredBytes bytes) {
        MediaBytes.remove(db, bytes.blob());
    }

    /// Adds a file whose bytes are stored, in a transaction of its own.
    public MediaFile add(NewMediaFile media, StoredBytes bytes) {
        return add(db, media, bytes);
    }

    /// Adds a file whose bytes are stored.
    public MediaFile add(Db tx, NewMediaFile media, StoredBytes bytes) {
        return add(
                tx,
                new NewMediaFile(
                        media.messageId(),
                        media.position(),
                        media.kind(),
                        Optional.of(bytes.type().mimeType()),
                        media.name(),
                        Optional.of(bytes.size()),
                        media.source(),
                        media.createdBy()),
                MediaFile.State.STORED,
                Optional.of(bytes));
    }

    /// Adds a file whose bytes are not here.
    public MediaFile add(Db tx, NewMediaFile media, MediaFile.State state) {
        return add(tx, media, state, Optional.empty());
    }

    private MediaFile add(
            Db tx, NewMediaFile media, MediaFile.State state, Optional<StoredBytes> bytes) {
        return tx.named("media.add")
                .with("id", UuidV7.next())
                .with("message_id", media.messageId())
                .with("position", media.position())
                .with("kind", media.kind())
                .with("mime_type", media.mimeType())
                .with("name", media.name())
                .with("size", media.size())
                .with("sha256", bytes.map(StoredBytes::sha256))
                .with("state", state)
                .with("error", Optional.<String>empty())
                .with("source", Jsonb.of(media.source().value()))
                .with("created_by", media.createdBy())
                .with("blob_id", bytes.map(StoredBytes::blob))
                .with("expires_at", bytes.flatMap(_ -> expiry()))
                .only(MediaFile::of);
    }

    private Optional<Instant> expiry() {
        return limits.kept().map(Instant.now()::plus);
    }

    public Optional<MediaFile> find(UUID id) {
        return find(db, id);
    }

    public Optional<MediaFile> find(Db tx, UUID id) {
        return tx.named("media.find").with("id", id).first(MediaFile::of);
    }

    /// Those of the files that a member of staff uploaded and has not sent yet.
    public List<MediaFile> unsent(Db tx, List<UUID> ids, String createdBy) {
        Map<UUID, MediaFile> found = new HashMap<>();
        tx.named("media.unsent")
                .with("ids", ids.toArray(UUID[]::new))
                .with("created_by", createdBy)
                .list(MediaFile::of)
                .forEach(file -> found.put(file.id(), file));
        return ids.stream().flatMap(id -> Optional.ofNullable(found.get(id)).stream()).toList();
    }

    /// The files go with a message from now on, in this order; they are kept as long as one that comes now. Returns how many
    /// of them nobody has sent meanwhile.
    public long send(Db tx, List<UUID> ids, UUID message, String createdBy) {
        return tx.named("media.send")
                .with("ids", ids.toArray(UUID[]::new))
                .with("message_id", message)
                .with("created_by", createdBy)
                .with("expires_at", expiry())
                .change();
    }

    /// The bytes have come. Empty when the file is stored already, or gone.
    public Optional<MediaFile> keep(Db tx, UUID id, StoredBytes bytes) {
        return tx.named("media.keep")
                .with("id", id)
                .with("mime_type", bytes.type().mimeType())
                .with("size", bytes.size())
                .with("sha256", bytes.sha256())
                .with("blob_id", bytes.blob())
                .with("expires_at", expiry())
                .first(MediaFile::of);
    }

    /// The bytes do not come. Empty when the file is stored, or gone.
    ///
    /// @param size when it became known
    public Optional<MediaFile> giveUp(
            Db tx, UUID id, MediaFile.State state, String error, Optional<Long> size) {
        return tx.named("media.give-up")
                .with("id", id)
                .with("state", state)
                .with("error", error)
                .with("size", size)
                .first(MediaFile::of);
    }

    /// The bytes of a stored file; empty when there are none (any more).
    ///
    /// @param from the offset of the first byte
    public Optional<InputStream> open(MediaFile media, long from) {
        return media.blob().map(blob -> MediaBytes.open(db, blob, from));
    }

    /// Bytes that were stored a moment ago.
    public InputStream open(StoredBytes bytes) {
        return MediaBytes.open(db, bytes.blob(), 0);
    }

    /// Ends the time of some files; returns them.
    public List<MediaFile> expire(Db tx, int most) {
        return tx.named("media.expire").with("limit", most).list(MediaFile::of);
    }

    /// Removes uploads that were never sent, and some of the bytes that no row names; returns how many of the latter.
    public long sweep(Instant unsentBefore, Instant blobsBefore, int most) {
        db.named("media.remove-unsent").with("before", unsentBefore).change();
        return db.named("media.sweep-blobs")
                .with("before", blobsBefore)
                .with("limit", most)
                .change();
    }
}
