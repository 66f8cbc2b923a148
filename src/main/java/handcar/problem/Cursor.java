package handcar.problem;

import module java.base;

/// Where a page of a list ended: the time and id of its last row, opaque to the caller. Lists are ordered by
/// `(created_at, id)` descending and continue with the rows *before* the cursor.
public record Cursor(Instant at, UUID id) {
    private static final int BYTES = 24;

    public Cursor {
        // the precision of PostgreSQL; a finer time would skip or repeat a row
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /// The cursor as text for the caller.
    public String text() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(micros);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// The cursor of a text; [IllegalArgumentException] when the text is not one.
    public static Cursor parse(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("not a cursor");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long micros = buffer.getLong();
        if (Math.abs(micros) > 4_000_000_000_000_000L) {
            // outside the range of a timestamptz column
            throw new IllegalArgumentException("not a cursor");
        }
        return new Cursor(
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                new UUID(buffer.getLong(), buffer.getLong()));
    }
}
