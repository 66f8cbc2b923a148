package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.chatwoot.ChatwootFixture;
import handcar.channel.instagram.InstagramFixture;
import handcar.channel.meta.MetaFixture;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.fakes.FakeRequest;
import handcar.json.JsonView;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// From a provider's webhook to the cited answer at the provider, and from its status back, through the whole server.
final class ChannelRoundTripTest extends ChannelRoundTripFixture {
    @Test
    void whatsAppIsAnsweredAndItsStatusSettlesTheAnswer() throws Exception {
        assertEquals(200, signed("whatsapp", whatsAppQuestion()));
        assertEquals(200, signed("whatsapp", whatsAppQuestion())); // delivered twice
        JsonView sent = sent(GRAPH, "/" + WhatsAppFixture.NUMBER + "/messages");
        isCited(sent.at("text").text("body").orElse(""));
        String delivery = sent.text("biz_opaque_callback_data").orElseThrow();
        Wait.until("the answer is sent", () -> deliveries("whatsapp"), all -> all.contains("sent"));
        String told =
                WhatsAppFixture.status(
                        Map.of(
                                "id", "wamid.unheard",
                                "status", "delivered",
                                "biz_opaque_callback_data", delivery));
        assertEquals(200, signed("whatsapp", told));
        Wait.until(
                "the answer is delivered",
                () -> deliveries("whatsapp"),
                all -> all.contains("delivered"));
        assertEquals(1, GRAPH.requests().size());
        assertEquals(401, post("whatsapp", told, Map.of()));
    }

    /// From a phone only the number is told, and the thread is known by another id.
    @Test
    void whoAnswersFromAPhonePausesTheBotForACustomerWithAUserId() throws Exception {
        String number = "15550001111";
        assertEquals(
                200,
                signed(
                        "whatsapp",
                        WhatsAppFixture.message(
                                Map.of(
                                        "id",
                                        "wamid.U1",
                                        "from",
                                        number,
                                        "from_user_id",
                                        WhatsAppFixture.USER_ID,
                                        "type",
                                        "text",
                                        "text",
                                        Map.of("body", "hello")))));
        Map<String, Object> echo =
                Map.of(
                        "id",
                        "wamid.E1",
                        "to",
                        number,
                        "type",
                        "text",
                        "text",
                        Map.of("body", "Ann here."));
        String told =
                WhatsAppFixture.change(
                        "smb_message_echoes", Map.of("message_echoes", List.of(echo)));
        assertEquals(200, signed("whatsapp", told));
        Wait.until(
                "the bot is paused by the message from the phone",
                () -> conversations("whatsapp"),
                all -> all.stream().anyMatch(one -> one.text("bot_paused_until").isPresent()));
    }

    @Test
    void theAddressOfWhatsAppIsProvenByItsWord() throws Exception {
        for (String path : List.of("/webhooks/whatsapp", "/webhooks/whatsapp/verify")) {
            HttpResponse<String> right = shake(path, "word");
            assertEquals(200, right.statusCode());
            assertEquals("1158201444", right.body());
            assertEquals(403, shake(path, "other").statusCode());
        }
    }

    private static HttpResponse<String> shake(String path, String word)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        SHOP.url()
                                                + path
                                                + "?hub.mode=subscribe&hub.challenge=1158201444"
                                                + "&hub.verify_token="
                                                + word))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void dialog360IsAnsweredAndItsStatusSettlesTheAnswer() throws Exception {
        Map<String, String> proof = Map.of("Authorization", "Bearer " + SECRET);
        assertEquals(200, post("360dialog", whatsAppQuestion(), proof));
        JsonView sent = sent(DIALOG, "/messages");
        isCited(sent.at("text").text("body").orElse(""));
        String told =
                WhatsAppFixture.status(
                        Map.of(
                                "status",
                                "read",
                                "biz_opaque_callback_data",
                                sent.text("biz_opaque_callback_data").orElseThrow()));
        assertEquals(200, post("360dialog", told, proof));
        Wait.until(
                "the answer is read", () -> deliveries("360dialog"), all -> all.contains("read"));
    }

    @Test
    void instagramIsAnsweredByNameAndItsEchoIsKnownAsOurs() throws Exception {
        assertEquals(
                200, signed("instagram", InstagramFixture.messageNow(Map.of("text", QUESTION))));
        String answer = sent(DIRECT, "/messages").at("message").text("text").orElse("");
        isCited(answer);
        Wait.until(
                "the answer is sent", () -> deliveries("instagram"), all -> all.contains("sent"));
        assertEquals(
                200,
                signed(
                        "instagram",
                        InstagramFixture.echoNow(Map.of("mid", "mid.e", "text", answer))));
        assertEquals(
                200,
                signed(
                        "instagram",
                        InstagramFixture.echoNow(
                                Map.of("mid", "mid.p", "text", "Ann here, one moment."))));
        JsonView paused =
                Wait.until(
                        "the bot is paused by the message from the phone",
                        () -> conversation("instagram"),
                        now -> now.text("bot_paused_until").isPresent());
        assertEquals("ai_active", paused.text("status").orElseThrow());
        Wait.until(
                "the contact has the name of the profile",
                () -> conversation("instagram").at("contact").text("name").orElse(""),
                "Sheena Nelson"::equals);
        assertEquals(
                1,
                DIRECT.requests().stream().filter(asked -> asked.method().equals("GET")).count());
    }

    @Test
    void chatwootIsAnsweredAndOpenedUntilAPersonThereAnswers() throws Exception {
        assertEquals(200, woot(ChatwootFixture.incoming(QUESTION)));
        JsonView sent = sent(WOOT, "/api/v1/accounts/3/conversations/42/messages");
        isCited(sent.text("content").orElse(""));
        Wait.until("the answer is sent", () -> deliveries("chatwoot"), all -> all.contains("sent"));
        assertEquals(
                200,
                woot(
                        ChatwootFixture.message(
                                Map.of("id", 816, "content", "I want to talk to a human."))));
        JsonView opened = sent(WOOT, "/api/v1/accounts/3/conversations/42/toggle_status");
        assertEquals("open", opened.text("status").orElse(""));
        Wait.until(
                "the second message is sent",
                () -> WOOT.requests().stream().filter(ChannelRoundTripTest::isMessage).count(),
                two -> two == 2);
        Map<String, Object> ann = Map.of("id", 1, "name", "Ann", "type", "user");
        assertEquals(
                200,
                woot(
                        ChatwootFixture.message(
                                Map.of(
                                        "id",
                                        900,
                                        "content",
                                        "I am on it.",
                                        "message_type",
                                        "outgoing",
                                        "sender",
                                        ann))));
        assertEquals("human_active", conversation("chatwoot").text("status").orElseThrow());
        assertEquals(200, woot(ChatwootFixture.message(Map.of("id", 901, "content", QUESTION))));
        Wait.pause(Duration.ofMillis(500), "nothing must follow");
        assertEquals(2, WOOT.requests().stream().filter(ChannelRoundTripTest::isMessage).count());
    }

    private static boolean isMessage(FakeRequest request) {
        return request.path().endsWith("/messages");
    }

    private static int woot(String written) throws IOException, InterruptedException {
        String body = written.replace("2026-11-21T09:59:30.000Z", Instant.now().toString());
        return post(
                "chatwoot", body, Map.of("X-Chatwoot-Signature", MetaFixture.hex(body, SECRET)));
    }
}
