package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import org.junit.jupiter.api.Test;

final class SseReaderTest {

    @Test
    void everyKindOfLineEndEndsALine() throws IOException {
        assertEquals(
                List.of("message:a", "message:b", "message:c"),
                read("data: a\n\ndata: b\r\n\r\ndata:c\r\r"));
    }

    @Test
    void severalDataLinesAreOneDatum() throws IOException {
        assertEquals(List.of("message:a\nb\n"), read("data: a\ndata: b\ndata\n\n"));
    }

    @Test
    void commentsUnknownFieldsAndEmptyEventsAreSkipped() throws IOException {
        assertEquals(
                List.of("ping:{}", "message:x"),
                read(
                        """
                        : hello

                        id: 7
                        retry: 10

                        event: ping
                        data: {}

                        event: lost

                        data: x

                        """));
    }

    @Test
    void onlyOneSpaceAfterTheColonIsSyntax() throws IOException {
        assertEquals(List.of("message:  two: colons"), read("data:   two: colons\n\n"));
    }

    @Test
    void aCharacterSplitBetweenPacketsStaysWhole() throws IOException {
        assertEquals(List.of("message:Ünïcödé 🚂 жд"), read("data: Ünïcödé 🚂 жд\r\n\r\n"));
    }

    @Test
    void aByteOrderMarkIsNotText() throws IOException {
        assertEquals(List.of("message:a"), read("\uFEFFdata: a\n\n"));
    }

    @Test
    void dataAtTheEndCountsWithoutItsBlankLine() throws IOException {
        assertEquals(List.of("message:[DONE]"), read("data: [DONE]"));
        assertEquals(List.of("message:[DONE]"), read("data: [DONE]\n"));
        assertEquals(List.of(), read("event: nothing\n"));
        assertEquals(List.of(), read(""));
    }

    @Test
    void anEventBeyondTheBoundIsNotHeld() {
        String line = "data: " + "x".repeat(100) + "\n";
        assertThrows(SseReader.EventTooLong.class, () -> read("data: " + "x".repeat(1_100)));
        assertThrows(SseReader.EventTooLong.class, () -> read(line.repeat(20)));
    }

    /// Every stream is read as one packet and byte by byte; both must say the same.
    private static List<String> read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> whole = all(new ByteArrayInputStream(bytes));
        assertEquals(whole, all(new Trickle(bytes)));
        return whole;
    }

    private static List<String> all(InputStream in) throws IOException {
        List<String> events = new ArrayList<>();
        SseReader reader = new SseReader(in, 1_000);
        for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
            events.add(event.get().name() + ":" + event.get().data());
        }
        return events;
    }

    private static final class Trickle extends ByteArrayInputStream {
        Trickle(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(1, length));
        }
    }
}
