package handcar.problem;

import module java.base;

/// Where a page of a list ended: the time and id of its last row, opaque to the caller. Lists are ordered by
/// `(created_at, id)` descending and continue with the rows *before* the cursor.
public record Cursor(Instant at, UUID id) {
    private static final int BYTES = 24;

    /// Outside of this lies the range of a timestamptz column.
    private static final long MOST_MICROS = 4_000_000_000_000_000L;

    public Cursor {
        // the precision of PostgreSQL; a finer time would skip or repeat a row
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /// The place of a row without a time in a list that is in memory, by the row's own name.
    public static Cursor named(String name) {
        return new Cursor(
                Instant.EPOCH, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /// The cursor as text for the caller.
    public String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(micros);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// The cursor of a text; empty when the text is not one.
    public static Optional<Cursor> find(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long micros = buffer.getLong();
            UUID id = new UUID(buffer.getLong(), buffer.getLong());
            return micros < -MOST_MICROS || micros > MOST_MICROS
                    ? Optional.empty()
                    : Optional.of(new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), id));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // not Base64
        }
    }
}
