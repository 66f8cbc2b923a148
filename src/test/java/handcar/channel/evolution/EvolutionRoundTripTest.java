package handcar.channel.evolution;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ProviderTraffic;
import handcar.channel.WebhookRequest;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A question on WhatsApp by Evolution API, through a whole server, to its answer; and the phone behind it.
final class EvolutionRoundTripTest {
    private static final String CODE = "data:image/png;base64,iVBORw0KGgo=";
    private static final FakeServer EVOLUTION = new FakeServer(EvolutionRoundTripTest::answer);
    private static final TestServer SHOP =
            new TestServer(
                    Map.of(
                            "EVOLUTION_API_URL",
                            EVOLUTION.baseUrl(),
                            "EVOLUTION_API_KEY",
                            EvolutionFixture.KEY,
                            "EVOLUTION_INSTANCE",
                            "shop",
                            "EVOLUTION_WEBHOOK_SECRET",
                            EvolutionFixture.SECRET,
                            "BACKEND_URL",
                            "https://handcar.example",
                            "MESSAGE_BUFFER_SECONDS",
                            "0"));

    private static void answer(FakeRequest request, handcar.fakes.FakeConnection wire)
            throws java.io.IOException, InterruptedException {
        Map<String, Object> code = Map.of("base64", CODE, "code", "2@a", "pairingCode", "WZYE");
        FakeReply reply =
                switch (request.path()) {
                    case "/instance/create" ->
                            FakeReply.json(
                                    201,
                                    Map.of(
                                            "instance",
                                            Map.of("instanceName", "shop", "status", "connecting"),
                                            "qrcode",
                                            code));
                    case "/instance/connectionState/shop" ->
                            FakeReply.json(
                                    200,
                                    Map.of(
                                            "instance",
                                            Map.of("instanceName", "shop", "state", "close")));
                    case "/instance/connect/shop" -> FakeReply.json(200, code);
                    default -> FakeReply.json(201, Map.of("key", Map.of("id", "BAE5")));
                };
        reply.to(request, wire);
    }

    @AfterAll
    static void close() {
        SHOP.close();
        EVOLUTION.close();
    }

    @Test
    void aQuestionIsAnsweredByWhicheverAddressItComes() throws Exception {
        SHOP.caller.shelve("house", "Delivery", "We deliver bicycles within two days.");
        String data =
                EvolutionFixture.data("{\"conversation\":\"When do you deliver bicycles?\"}")
                        .replace("1795255200", "" + Instant.now().getEpochSecond());
        WebhookRequest question =
                EvolutionFixture.request(EvolutionFixture.event("messages.upsert", data));
        for (String path :
                List.of(
                        "/webhooks/evolution",
                        "/webhooks/evolution/messages-upsert",
                        "/webhook",
                        "/webhook/chatbot")) {
            assertEquals(200, ProviderTraffic.post(SHOP, path, question).statusCode(), path);
        }
        FakeRequest sent =
                Wait.until(
                                "the answer is sent to Evolution",
                                () -> ProviderTraffic.called(EVOLUTION, "/message/sendText/shop"),
                                Optional::isPresent)
                        .orElseThrow();
        assertEquals(Optional.of("5511999990000"), sent.json().text("number"));
        assertTrue(sent.json().text("text").orElse("").contains("two days"), sent.text());
        Wait.until(
                "the delivery is sent", () -> delivery().text("state").orElse(""), "sent"::equals);
        // the operator deletes the answer on the phone: a person is there
        String deleted =
                "{\"remoteJid\":\"5511999990000@s.whatsapp.net\",\"fromMe\":true,\"id\":\"BAE5\"}";
        WebhookRequest deletion =
                EvolutionFixture.request(EvolutionFixture.event("messages.delete", deleted));
        ProviderTraffic.post(SHOP, "/webhooks/evolution", deletion);
        JsonView paused = SHOP.caller.get("/api/v1/conversations", ADMIN).body().at("data").at(0);
        assertTrue(paused.text("bot_paused_until").isPresent(), paused.toString());
        String kept = SHOP.caller.get("/api/v1/webhook-events", ADMIN).body().toString();
        assertFalse(kept.contains(EvolutionFixture.KEY), kept);
    }

    private static JsonView delivery() {
        return SHOP.caller.get("/api/v1/deliveries", ADMIN).body().at("data").at(0);
    }

    @Test
    void aPhoneIsLinkedByItsCode() {
        Said made = SHOP.caller.post("/api/v1/channels/env-evolution/instance", Map.of(), ADMIN);
        assertEquals(201, made.status());
        assertEquals(Optional.of("connecting"), made.body().text("state"));
        Said shown = SHOP.caller.get("/api/v1/channels/env-evolution/instance", ADMIN);
        assertEquals(200, shown.status());
        assertEquals(
                Map.of("base64", CODE, "code", "2@a", "pairing_code", "WZYE"),
                shown.body().at("qr").fields());
        String guest = SHOP.caller.guest("house").token();
        for (String token : List.of("", guest)) {
            int status = SHOP.caller.get("/api/v1/channels/env-evolution/instance", token).status();
            assertTrue(status == 401 || status == 403, "answered " + status);
        }
        for (String id : List.of("env-telegram", "x", "0198f2c4-5a3b-7c11-9d0e-2b1a4c7e9f10")) {
            assertEquals(
                    404, SHOP.caller.get("/api/v1/channels/" + id + "/instance", ADMIN).status());
        }
    }
}
