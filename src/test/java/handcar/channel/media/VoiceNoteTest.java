package handcar.channel.media;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A voice note by a channel, through a whole server: kept, turned into text, answered once.
final class VoiceNoteTest {
    private final MediaFixture fixture = new MediaFixture(Map.of());

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "telegram", "evolution"})
    void aVoiceNoteIsKeptAndAnsweredAsIfItHadBeenWritten(String channel) {
        String number = fixture.arrives(channel, "audio");
        JsonView answer = answer(number);
        assertTrue(answer.text("content").orElse("").contains(MediaFixture.QUESTION));
        JsonView said = fixture.from("contact", number).getFirst();
        assertEquals(Optional.of(MediaFixture.QUESTION), said.text("content"));
        assertTrue(said.text("unanswered").isEmpty());
        JsonView attachment = said.at("attachments").at(0);
        assertEquals(Optional.of("stored"), attachment.text("state"));
        assertEquals(Optional.of("audio/ogg"), attachment.text("mime_type"));
        assertTrue(attachment.isTrue("transcript"));
        assertArrayEquals(fixture.provider.file, fixture.get(attachment).body());
        assertEquals(1, fixture.model.speech().size());
        FakeRequest speech = fixture.model.speech().getFirst();
        assertTrue(speech.text().contains("filename=\"voice.ogg\""));
        assertTrue(speech.text().contains("whisper-1"));
        assertEquals(1, fixture.from("agent", number).size());
        assertEquals(0, fixture.from("system", number).size());
        assertEquals(Optional.of("ai_active"), fixture.conversation(number).text("status"));
    }

    @Test
    void bytesInTheEventNeedNotBeFetched() {
        fixture.inline = true;
        answer(fixture.arrives("evolution", "audio"));
        assertTrue(
                fixture.provider.requests().stream()
                        .noneMatch(request -> request.path().startsWith("/chat/getBase64")));
    }

    private JsonView answer(String number) {
        return Wait.until(
                        "the agent answers",
                        () -> fixture.from("agent", number),
                        found -> !found.isEmpty())
                .getFirst();
    }

    @Test
    void whatIsWrittenAroundAVoiceNoteIsAnsweredTogetherWithIt() {
        fixture.model.thenHearing(hears("What is behind it?").after(Duration.ofMillis(600)));
        String number = fixture.arrives("whatsapp", "audio");
        fixture.says("And what does it cost?", number);
        answer(number);
        List<JsonView> answers = fixture.from("agent", number);
        assertEquals(1, answers.size());
        String content = answers.getFirst().text("content").orElse("");
        assertTrue(content.contains("What is behind it?"), content);
        assertTrue(content.contains("And what does it cost?"), content);
    }

    private static FakeReply hears(String text) {
        return FakeReply.json(200, Map.of("text", text));
    }

    /// Failures that pass.
    static List<FakeReply> passing() {
        return List.of(
                FakeOpenAi.limited(0),
                FakeReply.json(500, Map.of("error", Map.of("message", "overloaded"))),
                FakeReply.text(200, "text/html", "<html>a proxy's page</html>"),
                FakeReply.json(200, Map.of("other", 1)),
                FakeReply.hangUp());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aServiceThatFailsOnceIsAskedAgain(FakeReply failure) {
        fixture.model.thenHearing(failure);
        String number = fixture.arrives("whatsapp", "audio");
        answer(number);
        assertEquals(2, fixture.model.speech().size());
        assertEquals(1, fixture.from("agent", number).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "telegram", "evolution"})
    void whatCannotBeTranscribedIsSaidAndHandedOver(String channel) {
        fixture.model.thenHearing(
                FakeOpenAi.error(400, "invalid_request_error", "file", "Invalid file format."));
        String number = fixture.arrives(channel, "audio");
        handedOver(number);
        assertEquals(1, fixture.model.speech().size());
        assertEquals(Optional.of("stored"), attachment(number).text("state"));
    }

    @Test
    void aServiceThatKeepsFailingIsNotWaitedFor() {
        FakeReply down = FakeReply.json(500, Map.of("error", Map.of("message", "overloaded")));
        fixture.model.thenHearing(down, down, down, down);
        Instant begin = Instant.now();
        handedOver(fixture.arrives("whatsapp", "audio"));
        Duration took = Duration.between(begin, Instant.now());
        assertTrue(took.toSeconds() < 20, took.toString());
        assertEquals(4, fixture.model.speech().size());
    }

    private void handedOver(String number) {
        Wait.until(
                "a person is called",
                () -> fixture.conversation(number).text("status").orElse(""),
                "needs_human"::equals);
        List<JsonView> told =
                fixture.from("system", number).stream()
                        .filter(message -> !message.isTrue("private"))
                        // that it takes a moment, where it took ten seconds
                        .filter(message -> !message.text("content").orElse("").contains("moment"))
                        .toList();
        assertEquals(1, told.size());
        assertTrue(told.getFirst().text("content").orElse("").contains("voice message"));
        assertEquals(0, fixture.from("agent", number).size());
        assertEquals(
                Optional.of("no_text"),
                fixture.from("contact", number).getFirst().text("unanswered"));
    }

    private JsonView attachment(String number) {
        return fixture.from("contact", number).getFirst().at("attachments").at(0);
    }

    @Test
    void silenceIsHandedOver() {
        fixture.model.thenHearing(hears("  "));
        handedOver(fixture.arrives("whatsapp", "audio"));
    }

    @Test
    void aVoiceNoteThatIsNotThereAnyMoreIsHandedOver() {
        fixture.provider.instead.put(
                "/media-id", FakeReply.json(404, Map.of("error", Map.of("code", 100))));
        String number = fixture.arrives("whatsapp", "audio");
        handedOver(number);
        assertEquals(Optional.of("failed"), attachment(number).text("state"));
    }

    @Test
    void theSoundIsFetchedAlthoughItsTextWasGivenUp() {
        fixture.provider.instead.put("/media-id", FakeReply.json(503, Map.of()));
        String number = fixture.arrives("whatsapp", "audio");
        handedOver(number);
        assertEquals(Optional.of("waiting"), attachment(number).text("state"));
        fixture.provider.instead.remove("/media-id");
        Wait.until(
                "the sound is here",
                () -> attachment(number).text("state").orElse(""),
                "stored"::equals);
        assertEquals(0, fixture.from("agent", number).size());
    }

    @Test
    void aVoiceNoteThatIsTooLargeIsHandedOver() {
        fixture.provider.file = FakeMediaProvider.voice(1_100_000);
        for (String channel : List.of("whatsapp", "telegram", "evolution")) {
            String number = fixture.arrives(channel, "audio");
            handedOver(number);
            assertEquals(Optional.of("too_large"), attachment(number).text("state"), channel);
        }
    }

    @Test
    void staffHaveItTranscribedAgain() {
        fixture.model.thenHearing(
                FakeOpenAi.error(400, "invalid_request_error", "file", "Invalid file format."));
        String number = fixture.arrives("whatsapp", "audio");
        handedOver(number);
        JsonView said = fixture.from("contact", number).getFirst();
        String path =
                "/api/v1/conversations/"
                        + said.text("conversation_id").orElseThrow()
                        + "/messages/"
                        + said.text("id").orElseThrow()
                        + "/transcript";
        assertEquals(202, fixture.shop.caller.post(path, Map.of(), ADMIN).status());
        Wait.until(
                "the transcript is there",
                () -> fixture.from("contact", number).getFirst().text("content").orElse(""),
                MediaFixture.QUESTION::equals);
        assertEquals(0, fixture.from("agent", number).size());
    }
}
