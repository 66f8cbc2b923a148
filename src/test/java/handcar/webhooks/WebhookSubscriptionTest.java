package handcar.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// Who is told what.
final class WebhookSubscriptionTest extends WebhookReceiverFixture {
    @Test
    void whoRepeatsTheChallengeIsToldWhatHappensAndCanProveIt() {
        Said made = subscribe("message.created", "conversation.created");
        assertEquals(201, made.status(), made.toString());
        assertTrue(made.body().isTrue("enabled"), made.toString());
        SigningKey key = key(made);
        assertEquals(Optional.of("webhook:verify"), program.lastRequest().json().text("type"));
        Guest guest = shop.caller.guest("house");
        Said said = shop.caller.says(guest, "Is anybody there?");
        FakeRequest told = toldMessage("Is anybody there?");
        JsonView message = told.json().at("data").at("message");
        assertEquals(said.body().at("message").text("id"), message.text("id"));
        assertEquals(Optional.of(guest.id()), told.json().at("data").at("conversation").text("id"));
        assertEquals(1, told("conversation.created", 1).size());
        Instant at = Instant.ofEpochSecond(Long.parseLong(told.header("webhook-timestamp")));
        assertTrue(at.isAfter(Instant.now().minusSeconds(60)));
        assertEquals(
                key.sign(told.header("webhook-id"), at, told.body()),
                told.header("webhook-signature"));
        assertFalse(shop.caller.get(PATH, TestClient.ADMIN).toString().contains("whsec_"));
        Wait.until(
                "the accepted post is listed",
                () -> shop.caller.get(path(made) + "/events?state=accepted", TestClient.ADMIN),
                log -> log.toString().contains(told.header("webhook-id")));
    }

    @Test
    void whoDoesNotRepeatTheChallengeIsNotToldAnything() {
        program.usual(FakeReply.json(200, Map.of("fine", true)));
        Said made = subscribe("message.created");
        assertEquals(201, made.status());
        assertFalse(made.body().isTrue("enabled"));
        assertTrue(made.body().text("fault").orElse("").contains("challenge"));
        assertEquals(List.of("url"), enable(made, true).badFields());
        shop.caller.says(shop.caller.guest("house"), "hello");
        program.usual(WELL_MADE);
        assertTrue(enable(made, true).body().isTrue("enabled"));
        assertEquals(0, told("message.created", 0).size());
    }

    @Test
    void whatPeopleNoteAmongThemselvesIsNotTold() {
        subscribe("message.created");
        Guest guest = shop.caller.guest("house");
        String conversation = "/api/v1/conversations/" + guest.id();
        shop.caller.post(
                conversation + "/notes", Map.of("content", "a difficult one"), TestClient.ADMIN);
        shop.caller.post(
                conversation + "/replies", Map.of("content", "Good day."), TestClient.ADMIN);
        assertEquals("Good day.", content(told("message.created", 1).getFirst()));
        assertTrue(program.requests().stream().noneMatch(one -> one.text().contains("difficult")));
    }

    @Test
    void aHandOverIsToldWithItsReason() {
        subscribe("conversation.status_changed", "handoff.requested");
        Guest guest = shop.caller.guest("house");
        shop.update(
                "UPDATE conversations SET status = 'needs_human', handoff_reason = 'asked'"
                        + " WHERE id = '"
                        + guest.id()
                        + "'");
        JsonView data = told("handoff.requested", 1).getFirst().json().at("data");
        assertEquals(Optional.of("asked"), data.text("reason"));
        JsonView turned = told("conversation.status_changed", 1).getFirst().json().at("data");
        assertEquals(Optional.of("ai_active"), turned.text("from"));
        assertEquals(Optional.of("needs_human"), turned.text("to"));
    }

    @Test
    void aSendingThatFailedIsTold() {
        subscribe("delivery.failed");
        Guest guest = shop.caller.guest("house");
        Said said = shop.caller.says(guest, "hello");
        shop.update(
                "INSERT INTO deliveries (id, message_id, conversation_id, channel, account, thread,"
                        + " seq, part, parts, text) VALUES (gen_random_uuid(), '"
                        + said.body().at("message").text("id").orElseThrow()
                        + "', '"
                        + guest.id()
                        + "', 'pigeon', 'p', 't', 1, 1, 1, 'hello')");
        shop.update("UPDATE deliveries SET state = 'refused', error = 'no such loft'");
        JsonView data = told("delivery.failed", 1).getFirst().json().at("data");
        assertEquals(Optional.of("no such loft"), data.at("delivery").text("error"));
    }

    @Test
    void whatDidNotHappenIsNotTold() {
        subscribe("conversation.status_changed");
        Guest guest = shop.caller.guest("house");
        shop.update(
                "DO $$ BEGIN UPDATE conversations SET status = 'closed' WHERE id = '"
                        + guest.id()
                        + "'; RAISE EXCEPTION 'power cut'; EXCEPTION WHEN raise_exception THEN"
                        + " NULL; END $$");
        shop.update(
                "UPDATE conversations SET status = 'needs_human' WHERE id = '" + guest.id() + "'");
        assertEquals(1, told("conversation.status_changed", 1).size());
        assertEquals(
                Optional.of("needs_human"),
                told("conversation.status_changed", 1).getFirst().json().at("data").text("to"));
    }

    @Test
    void anotherServerNeedsTheSigningKeyAgain() {
        Said made = subscribe("message.created");
        try (FakeServer other = new FakeServer(WELL_MADE)) {
            Map<String, Object> moved = Map.of("url", other.baseUrl() + "/hook");
            Said refused = shop.caller.send("PATCH", path(made), moved, TestClient.ADMIN);
            assertEquals(422, refused.status());
            assertEquals(List.of("secret"), refused.badFields());
            Map<String, Object> guessed =
                    Map.of("url", other.baseUrl() + "/hook", "secret", "whsec_guess");
            assertEquals(
                    422, shop.caller.send("PATCH", path(made), guessed, TestClient.ADMIN).status());
            assertTrue(other.requests().isEmpty(), "nothing was sent to it");

            String key = made.body().text("secret").orElseThrow();
            Map<String, Object> proven = Map.of("url", other.baseUrl() + "/hook", "secret", key);
            assertEquals(
                    200, shop.caller.send("PATCH", path(made), proven, TestClient.ADMIN).status());
        }
        // another path of the same server, and everything else, needs no key
        Map<String, Object> named = Map.of("name", "CRM", "events", List.of("message.updated"));
        assertEquals(200, shop.caller.send("PATCH", path(made), named, TestClient.ADMIN).status());
    }

    @Test
    void anAddressThatNobodyAnswersIsToldInASentence() {
        FakeServer gone = new FakeServer(WELL_MADE);
        gone.close();
        Said made =
                shop.caller.post(
                        PATH,
                        Map.of("url", gone.baseUrl(), "events", List.of("message.created")),
                        TestClient.ADMIN);
        assertEquals(
                "could not be reached (127.0.0.1: nothing listens there)",
                made.body().text("fault").orElseThrow());
    }

    @Test
    void anAddressWrittenWhileAnotherIsChallengedIsNotEnabled() {
        Said made = subscribe("message.created");
        enable(made, false);
        AtomicInteger moved = new AtomicInteger();
        program.usual(
                (request, wire) -> {
                    moved.set(move(made, "/never-challenged").status());
                    request.json()
                            .at("data")
                            .text("challenge")
                            .map(text -> FakeReply.json(200, Map.of("challenge", text)))
                            .orElseThrow()
                            .to(request, wire);
                });
        assertEquals(409, enable(made, true).status());
        assertEquals(200, moved.get());
        assertFalse(shop.caller.get(path(made), TestClient.ADMIN).body().isTrue("enabled"));
    }

    private Said move(Said made, String to) {
        Map<String, Object> url = Map.of("url", program.baseUrl() + to);
        return shop.caller.send("PATCH", path(made), url, TestClient.ADMIN);
    }
}
