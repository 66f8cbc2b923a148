package handcar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurstWindowTest {
    @ParameterizedTest
    @CsvSource({"web, 5000, 1500", "web, 1000, 1000", "whatsapp, 5000, 5000"})
    void everyChannelGathersAndOurOwnPageForAShortTime(String channel, int length, int expected) {
        Instant before = Instant.now();
        Instant end = new BurstWindow(Duration.ofMillis(length)).end(channel).orElseThrow();
        assertTrue(!end.isBefore(before.plusMillis(expected)), channel);
        assertTrue(!end.isAfter(Instant.now().plusMillis(expected)), channel);
    }

    @Test
    void withoutAWindowEachMessageIsAnsweredAtOnce() {
        assertEquals(Optional.empty(), new BurstWindow(Duration.ZERO).end("web"));
    }
}
