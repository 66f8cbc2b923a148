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
        for (String endless : List.of("data: " + "x".repeat(1_100_000), line.repeat(20))) {
            ProviderException failure = assertThrows(ProviderException.class, () -> read(endless));
            assertEquals(ProviderException.Kind.TOO_LARGE, failure.kind());
        }
    }

    @Test
    void theMemoryOfALargeEventIsGivenBackAfterIt() throws IOException {
        List<Long> held = new ArrayList<>();
        String text = "data: " + "x".repeat(600_000) + "\n\ndata: a\n\n";
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        SseFrameSplitter frames = new SseFrameSplitter(in, false, room(held::add));
        assertEquals(600_000, frames.next().orElseThrow().json().length - 1);
        assertEquals(List.of(600_008L), held, "taken at once, when all of it is there");
        assertEquals("a", frames.next().orElseThrow().data());
        assertEquals(0, held.getLast());
    }

    @Test
    void theDataOfAnEventIsReadWithoutItsOtherLines() throws IOException {
        Map<String, Boolean> events =
                Map.of(
                        "event: x\ndata: {}\nid: 1\n\n", true,
                        "data:\nevent: x\n\n", false,
                        ": {}\n\n", false,
                        "data:\r\ndata: {}\r\n\r\n", true);
        for (Map.Entry<String, Boolean> event : events.entrySet()) {
            byte[] bytes = event.getKey().getBytes(StandardCharsets.UTF_8);
            SseFrame frame = splitter(new ByteArrayInputStream(bytes)).next().orElseThrow();
            assertEquals(event.getValue(), frame.hasData(), event.getKey());
            String json = new String(frame.json(), StandardCharsets.UTF_8).strip();
            assertEquals(event.getValue() ? "{}" : "", json, event.getKey());
        }
    }

    @Test
    void aLargeEventIsTheSameHoweverItComes() throws IOException {
        for (int size : List.of(262_100, 262_130, 262_144, 262_150, 327_680, 900_000)) {
            for (String end : List.of("\n\n", "\r\n\r\n", "\r\r")) {
                String line = "x".repeat(size - 7) + "!";
                String text = "data: a" + end + "data: " + line + end + "data: b" + end;
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                SseFrameSplitter frames =
                        new SseFrameSplitter(
                                new ByteByByteInputStream(bytes), false, room(_ -> {}));
                SseFrameSplitter whole =
                        new SseFrameSplitter(new ByteArrayInputStream(bytes), false, room(_ -> {}));
                for (String said : List.of("a", line, "b")) {
                    assertEquals(said, frames.next().orElseThrow().data());
                    assertEquals(said, whole.next().orElseThrow().data());
                }
                assertEquals(Optional.empty(), whole.next());
            }
        }
    }

    @Test
    void theRestOfAStreamMayBeLarge() throws IOException {
        String text = "data: " + "x".repeat(500_000);
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        SseFrameSplitter frames = new SseFrameSplitter(in, false, room(_ -> {}));
        assertEquals(Optional.empty(), frames.next());
        assertEquals(500_000, frames.rest().orElseThrow().data().length());
    }

    private static EventRoom room(LongConsumer taken) {
        return new EventRoom() {
            @Override
            public void hold(long bytes) {
                taken.accept(bytes);
            }

            @Override
            public void require(long bytes) {}
        };
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
        SseFrameSplitter frames = splitter(in);
        for (Optional<SseFrame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            events.add(frame.get().data());
        }
        return events;
    }

    private static SseFrameSplitter splitter(InputStream in) {
        return new SseFrameSplitter(in, false, EventRoom.own("a"));
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
