package handcar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.Json;

import org.junit.jupiter.api.Test;

import java.util.logging.Level;
import java.util.logging.LogRecord;

final class LoggingTest {
    private final LogFormatter json = new LogFormatter(true);
    private final LogFormatter text = new LogFormatter(false);

    private static LogRecord record(String message) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setLoggerName("handcar.chat.Rooms");
        return record;
    }

    private Map<String, Object> line(LogRecord record) {
        return Json.object(json.format(record));
    }

    @Test
    void aJsonLineHasTimeLevelLoggerAndMessage() {
        Map<String, Object> line = line(record("it rains"));
        assertEquals("WARN", line.get("level"));
        assertEquals("handcar.chat.Rooms", line.get("logger"));
        assertEquals("it rains", line.get("message"));
        assertTrue(String.valueOf(line.get("time")).endsWith("Z"));
        assertFalse(line.containsKey("request_id"));
    }

    @Test
    void aLineOfARequestCarriesItsId() {
        Logging.within(
                "req-7",
                () -> {
                    assertEquals("req-7", line(record("x")).get("request_id"));
                    assertTrue(text.format(record("x")).contains("[req-7]"));
                });
    }

    @Test
    void anExceptionIsPartOfItsLine() {
        LogRecord record = record("broken");
        record.setThrown(new IllegalStateException("because"));
        String formatted = json.format(record);
        assertEquals(1, formatted.lines().count());
        assertTrue(
                String.valueOf(Json.object(formatted).get("exception"))
                        .startsWith("java.lang.IllegalStateException: because\n"));
    }

    @Test
    void nobodyForgesALineOrPaintsTheTerminal() {
        String evil = "hello\n12:00:00.000 ERROR all is lost\r\u001b[31m\u2028\u202e";
        assertEquals(1, json.format(record(evil)).lines().count());
        assertEquals(evil, Json.object(json.format(record(evil))).get("message"));
        String shown = text.format(record(evil));
        assertEquals(1, shown.lines().count());
        assertFalse(shown.contains("\u001b"));
    }

    @Test
    void halfASurrogatePairDoesNotBreakTheJson() {
        String line = json.format(record("half \ud83d and whole \ud83d\ude80"));
        assertTrue(line.contains("\\ud83d and whole \ud83d\ude80"));
    }

    @Test
    void whatLooksLikeASecretIsMasked() {
        for (String secret :
                new String[] {
                    "Authorization: Bearer abcdef.123456",
                    "password=hunter2hunter2",
                    "{\"api_key\": \"0123456789\"}",
                    "key sk-proj-1234567890",
                    "hc_0123456789abcdef was used",
                    "GET /x?token=0123456789"
                }) {
            String line = json.format(record(secret));
            assertTrue(line.contains("••••••"), line);
            assertFalse(line.matches("(?s).*(123456|hunter2).*"), line);
        }
    }

    @Test
    void anEndlessMessageIsCut() {
        assertTrue(json.format(record("x".repeat(1_000_000))).length() < 20_000);
    }
}
