package handcar.llm.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import org.junit.jupiter.api.Test;

final class SseFrameSplitterTest {

    @Test
    void linesEndWithLfOrCrLf() throws IOException {
        assertEquals(List.of("a", "b", "c"), read("data: a\n\ndata: b\r\n\r\ndata:c\n\n"));
    }

    @Test
    void severalDataLinesAreOneDatum() throws IOException {
        assertEquals(List.of("a\nb\n"), read("data: a\ndata: b\ndata:\n\n"));
    }

    @Test
    void commentsAndOtherFieldsHaveNoData() throws IOException {
        assertEquals(
                List.of("", "{}", "x"),
                read(
                        """
                        : hello
                        id: 7
                        retry: 10

                        event: ping
                        data: {}

                        event: y
                        data: x

                        """));
    }

    @Test
    void aCharacterSplitBetweenPacketsStaysWhole() throws IOException {
        assertEquals(List.of("Ünïcödé 🚂 жд"), read("data: Ünïcödé 🚂 жд\r\n\r\n"));
    }

    @Test
    void linesEndWithAnyOfTheThreeEnds() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String text = "event: y\ndata: a\ndata: b\n\n: hello\n\ndata: c\n\n";
            assertEquals(List.of("a\nb", "", "c"), read(text.replace("\n", end)));
        }
    }

    @Test
    void anEventWithoutItsBlankLineWasCutShort() throws IOException {
        assertEquals(List.of("a"), read("data: a\n\ndata: b\n"));
        assertEquals(List.of(), read(""));
    }

    @Test
    void anEventBeyondTheBoundIsNotHeld() {
        String line = "data: " + "x".repeat(100_000) + "\n";
        assertThrows(IOException.class, () -> read("data: " + "x".repeat(1_100_000)));
        assertThrows(IOException.class, () -> read(line.repeat(20)));
    }

    /// Every stream is read as one packet and byte by byte; both must say the same.
    private static List<String> read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> whole = all(new ByteArrayInputStream(bytes));
        assertEquals(whole, all(new ByteByByteInputStream(bytes)));
        return whole;
    }

    private static List<String> all(InputStream in) throws IOException {
        List<String> events = new ArrayList<>();
        SseFrameSplitter frames = new SseFrameSplitter(in);
        for (Optional<SseFrame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            events.add(frame.get().data());
        }
        return events;
    }

    private static final class ByteByByteInputStream extends ByteArrayInputStream {
        ByteByByteInputStream(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(1, length));
        }
    }
}
