package handcar.media;

import module java.base;

import handcar.db.Db;
import handcar.db.UuidV7;

/// Bytes in pieces in the database: written and read with one piece in memory.
final class MediaBytes {
    /// A compromise between the number of statements and the memory of a reader.
    static final int CHUNK = 256 * 1024;

    private MediaBytes() {}

    /// Writes all of the stream, which stays open. What is left of a write that fails is removed later.
    static StoredBytes write(Db db, InputStream in, Optional<String> declared, long most)
            throws IOException, MediaTooLargeException {
        UUID blob = UuidV7.next();
        db.named("media.add-blob").with("id", blob).change();
        MessageDigest digest = sha256();
        MediaType type = MediaType.UNKNOWN;
        long size = 0;
        int number = 0;
        for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            size += chunk.length;
            if (size > most) {
                remove(db, blob);
                throw new MediaTooLargeException(most);
            }
            digest.update(chunk);
            type = number == 0 ? MediaType.of(chunk, declared) : type;
            db.named("media.add-chunk")
                    .with("blob", blob)
                    .with("number", number++)
                    .with("bytes", chunk)
                    .change();
        }
        return new StoredBytes(blob, size, HexFormat.of().formatHex(digest.digest()), type);
    }

    static void remove(Db db, UUID blob) {
        db.named("media.remove-blob").with("id", blob).change();
    }

    /// The bytes from an offset to the end.
    static InputStream open(Db db, UUID blob, long from) {
        return new Chunks(db, blob, from);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads one piece after the other.
    private static final class Chunks extends InputStream {
        private final Db db;
        private final UUID blob;
        private int number;
        private int offset;
        private byte[] chunk = {};
        private boolean ended;

        Chunks(Db db, UUID blob, long from) {
            this.db = db;
            this.blob = blob;
            this.number = Math.toIntExact(from / CHUNK);
            this.offset = (int) (from % CHUNK);
            load();
        }

        private void load() {
            Optional<byte[]> next =
                    db.named("media.chunk")
                            .with("blob", blob)
                            .with("number", number++)
                            .first(row -> row.bytes("bytes"));
            ended = next.isEmpty();
            chunk = next.orElseGet(() -> new byte[0]);
        }

        private boolean more() {
            while (!ended && offset >= chunk.length) {
                offset -= chunk.length;
                load();
            }
            return !ended;
        }

        @Override
        public int read() {
            return more() ? chunk[offset++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int start, int length) {
            if (length == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            int count = Math.min(length, chunk.length - offset);
            System.arraycopy(chunk, offset, bytes, start, count);
            offset += count;
            return count;
        }
    }
}
