package handcar.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A reply for later that the server cannot send.
final class ScheduledReplyFailureTest {
    private static TestServer shop;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of());
        caller = shop.caller;
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static List<JsonView> rows(Guest guest, String what) {
        return caller.get("/api/v1/conversations/" + guest.id() + "/" + what, TestClient.ADMIN)
                .body()
                .at("data")
                .each()
                .toList();
    }

    private static List<JsonView> scheduled(Guest guest) {
        return rows(guest, "scheduled");
    }

    private static List<String> notes(Guest guest) {
        return rows(guest, "messages").stream()
                .filter(each -> each.isTrue("private"))
                .map(each -> each.text("content").orElse(""))
                .toList();
    }

    /// A reason of ours, which no try of the job survives.
    @Test
    void whatFailsInEveryTryStaysAsANote() {
        shop.update(
                "CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$");
        shop.update(
                "CREATE TRIGGER break_down BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.author"
                    + " = 'staff' AND NEW.content = 'Your lamp is on its way.') EXECUTE FUNCTION"
                    + " break_down()");
        Guest guest = caller.guest("house");
        Map<String, Object> later =
                Map.of(
                        "content",
                        "Your lamp is on its way.",
                        "send_at",
                        Instant.now().plusMillis(1_500).toString());
        assertEquals(
                202,
                caller.post(
                                "/api/v1/conversations/" + guest.id() + "/replies",
                                later,
                                TestClient.ADMIN)
                        .status());
        shop.update("UPDATE jobs SET max_attempts = 2 WHERE kind = 'scheduled_reply'");
        Wait.until(
                "the last try has failed",
                Duration.ofSeconds(60),
                () -> scheduled(guest).isEmpty());
        assertEquals(0, caller.from("staff", guest).size());
        String note = notes(guest).getFirst();
        assertTrue(note.startsWith("A reply of "), note);
        assertTrue(note.contains("failed in every try"), note);
        assertTrue(note.endsWith("Your lamp is on its way."), note);
        assertEquals(
                1,
                shop.count(
                        "SELECT COUNT(*) FROM jobs WHERE kind = 'scheduled_reply' AND state ="
                                + " 'dead'"));
    }
}
