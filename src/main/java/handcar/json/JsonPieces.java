package handcar.json;

import module java.base;

import org.jspecify.annotations.Nullable;

/// JSON that is to be sent: what was written of it is in memory, the long texts of other documents in it stay where they are.
public final class JsonPieces {
    private final byte[] written;
    private final List<Place> places;

    /// @param at how much is written before the text
    private record Place(int at, LongText text) {}

    private JsonPieces(byte[] written, List<Place> places) {
        this.written = written;
        this.places = places;
    }

    public static JsonPieces of(@Nullable Object value) {
        Target target = new Target();
        Json.write(value, target);
        return new JsonPieces(target.toByteArray(), List.copyOf(target.places));
    }

    /// In bytes.
    public long length() {
        return written.length + places.stream().mapToLong(place -> place.text.length()).sum();
    }

    public void writeTo(OutputStream out) throws IOException {
        int from = 0;
        for (Place place : places) {
            out.write(written, from, place.at - from);
            place.text.copyTo(out);
            from = place.at;
        }
        out.write(written, from, written.length - from);
    }

    /// Notes where the long texts belong.
    static final class Target extends ByteArrayOutputStream {
        private final List<Place> places = new ArrayList<>();

        void add(LongText text) {
            places.add(new Place(size(), text));
        }
    }
}
