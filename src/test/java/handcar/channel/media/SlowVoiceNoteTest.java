package handcar.channel.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A voice note whose text takes long.
final class SlowVoiceNoteTest {
    private final MediaFixture fixture = new MediaFixture(Map.of("LLM_TIMEOUT_SECONDS", "60"));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatIsTypedDoesNotWaitForASlowTranscriptAndTheTranscriptIsAnsweredWhenItComes() {
        CountDownLatch heard = new CountDownLatch(1);
        FakeReply words = FakeReply.json(200, Map.of("text", "What is behind it?"));
        fixture.model.thenHearing(
                (request, wire) -> {
                    await(heard);
                    words.to(request, wire);
                });
        String number = fixture.arrives("whatsapp", "audio");
        fixture.says("And what does it cost?", number);
        String first =
                Wait.until(
                                "the typed question is answered",
                                () -> fixture.from("agent", number),
                                found -> !found.isEmpty())
                        .getFirst()
                        .text("content")
                        .orElse("");
        assertTrue(first.contains("And what does it cost?"), first);
        assertEquals(1, fixture.from("agent", number).size());
        Wait.until(
                "the customer is told that the voice note takes a moment",
                () -> told(number),
                found -> !found.isEmpty());
        heard.countDown();
        List<JsonView> answers =
                Wait.until(
                        "the voice note is answered",
                        () -> fixture.from("agent", number),
                        found -> found.size() == 2);
        String second = answers.getLast().text("content").orElse("");
        assertTrue(second.contains("What is behind it?"), second);
        assertEquals(
                List.of("And what does it cost?", "What is behind it?"),
                fixture.from("contact", number).stream()
                        .map(message -> message.text("content").orElse(""))
                        .toList());
        assertEquals(
                List.of("Thank you for your voice message. Listening to it takes a moment."),
                told(number));
    }

    private List<String> told(String number) {
        return fixture.from("system", number).stream()
                .map(message -> message.text("content").orElse(""))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
