package handcar.channel.media;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a customer says in a voice note has the effect that it has when it is written.
final class VoiceNoteWishTest {
    private static final MediaFixture FIXTURE = new MediaFixture(Map.of());
    private static final Duration WHILE = Duration.ofSeconds(2);

    @BeforeAll
    static void phrases() {
        JsonView agent = FIXTURE.caller.get("/api/v1/agents", ADMIN).body().at("data").at(0);
        String path = "/api/v1/agents/" + agent.text("id").orElseThrow();
        Map<String, Object> phrases =
                Map.of("stop_phrases", List.of("stop"), "resume_phrases", List.of("start"));
        assertEquals(200, FIXTURE.caller.send("PATCH", path, phrases, ADMIN).status());
    }

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    private static FakeReply hears(String text) {
        return FakeReply.json(200, Map.of("text", text));
    }

    private static List<String> contents(String number) {
        return FIXTURE.from("contact", number).stream()
                .map(message -> message.text("content").orElse(""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", " Stop.", "Stop!\n"})
    void stopSilencesTheAgentUntilStart(String said) {
        FIXTURE.model.thenHearing(hears(said));
        String number = FIXTURE.arrives("whatsapp", "audio");
        Wait.until(
                "the transcript is there",
                () -> contents(number),
                found -> found.getFirst().strip().equals(said.strip()));
        assertTrue(FIXTURE.conversation(number).text("bot_paused_until").isPresent());
        FIXTURE.says("Are you still there?", number);
        Wait.until("both are stored", () -> contents(number).size() == 2);
        Wait.pause(WHILE, "an answer would come");
        assertEquals(List.of(), FIXTURE.from("agent", number));
        FIXTURE.model.thenHearing(hears("Start."));
        FIXTURE.arrives("whatsapp", "audio", number);
        Wait.until(
                "the agent is back",
                () -> FIXTURE.conversation(number).text("bot_paused_until").isEmpty());
    }

    @Test
    void whoAsksForAPersonGetsOne() {
        FIXTURE.model.thenHearing(hears("I want to talk to a human, please."));
        String number = FIXTURE.arrives("whatsapp", "audio");
        Wait.until(
                "a person is called",
                () -> FIXTURE.conversation(number).text("status").orElse(""),
                "needs_human"::equals);
        assertEquals(List.of("I want to talk to a human, please."), contents(number));
        assertTrue(FIXTURE.from("contact", number).getFirst().text("unanswered").isEmpty());
    }

    @Test
    void whatIsTakenBackWhileItIsTranscribedIsNotAnswered() {
        FIXTURE.model.thenHearing(hears("Forget it.").after(Duration.ofMillis(1_500)));
        String number = spoken("TAKEN1");
        erase(number, "TAKEN1");
        Wait.pause(WHILE, "the transcript comes, and an answer would");
        assertEquals(List.of(), FIXTURE.from("agent", number));
        assertEquals(List.of(), FIXTURE.from("system", number));
        JsonView message = FIXTURE.from("contact", number).getFirst();
        assertEquals("", message.text("content").orElse(""));
        assertEquals(0, message.at("attachments").each().count());
    }

    @Test
    void whatWasWrittenBesideItIsAnsweredWithoutIt() {
        FIXTURE.model.thenHearing(hears("Forget it.").after(Duration.ofMillis(1_500)));
        String number = spoken("TAKEN2");
        FIXTURE.reports(
                "messages.upsert",
                MediaTraffic.data(number, false, "BESIDE", "{\"conversation\":\"Is it red?\"}"));
        Wait.until("both are stored", () -> contents(number).size() == 2);
        erase(number, "TAKEN2");
        List<JsonView> answers =
                Wait.until(
                        "the words are answered",
                        () -> FIXTURE.from("agent", number),
                        found -> !found.isEmpty());
        Wait.pause(WHILE, "a second answer would come");
        assertEquals(1, FIXTURE.from("agent", number).size());
        String answer = answers.getFirst().text("content").orElse("");
        assertTrue(answer.contains("Is it red?") && !answer.contains("Forget it."), answer);
    }

    @Test
    void whatStaffSayFromTheirPhoneIsKeptAndNotTranscribed() {
        String number = "49172" + FakeMediaProvider.NUMBERS.incrementAndGet();
        int before = FIXTURE.model.speech().size();
        String audio = "{\"audioMessage\":{\"mimetype\":\"audio/ogg; codecs=opus\"}}";
        FIXTURE.reports("messages.upsert", MediaTraffic.data(number, true, "STAFF2", audio));
        Wait.until(
                "the sound is here",
                () -> FIXTURE.from("staff", number).getFirst().at("attachments").at(0),
                file -> file.text("state").filter("stored"::equals).isPresent());
        assertEquals(before, FIXTURE.model.speech().size());
        assertEquals(List.of(), FIXTURE.from("agent", number));
        assertEquals(List.of(), FIXTURE.from("system", number));
    }

    /// A voice note whose transcription has begun.
    private static String spoken(String id) {
        int before = FIXTURE.model.speech().size();
        String number = "49171" + FakeMediaProvider.NUMBERS.incrementAndGet();
        String audio = "{\"audioMessage\":{\"mimetype\":\"audio/ogg; codecs=opus\"}}";
        FIXTURE.reports("messages.upsert", MediaTraffic.data(number, false, id, audio));
        Wait.until("it is being transcribed", () -> FIXTURE.model.speech().size() > before);
        return number;
    }

    private static void erase(String number, String id) {
        FIXTURE.reports(
                "messages.delete",
                "{\"id\":\""
                        + id
                        + "\",\"remoteJid\":\""
                        + number
                        + "@s.whatsapp.net\",\"fromMe\":false}");
        Wait.until(
                "it is taken back",
                () -> FIXTURE.from("contact", number).getFirst().text("deleted_at").isPresent());
    }
}
