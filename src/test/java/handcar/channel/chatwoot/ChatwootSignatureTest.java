package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.WebhookRequest;
import handcar.channel.meta.MetaFixture;
import handcar.channel.meta.RequestForgeries;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class ChatwootSignatureTest {
    private static final String BODY = ChatwootFixture.incoming("hello");
    private static final long NOW = MetaFixture.NOW.getEpochSecond();
    private static final ChannelAccount ACCOUNT =
            ChatwootFixture.account(
                    Map.of(),
                    Map.of(
                            ChannelAccount.WEBHOOK_SECRET, ChatwootFixture.SECRET,
                            ChannelAccount.FORMER_WEBHOOK_SECRET, ChatwootFixture.FORMER));

    private final ChatwootWebhook webhook = new ChatwootWebhook();

    private boolean accepts(WebhookRequest request) {
        try {
            webhook.verify(request, ACCOUNT);
            return true;
        } catch (Problem.Unauthorized _) {
            return false;
        }
    }

    private boolean accepts(Map<String, String> headers) {
        return accepts(MetaFixture.posted(BODY, headers));
    }

    private boolean acceptsWord(String word, Map<String, String> headers) {
        WebhookRequest request = MetaFixture.posted(BODY, headers);
        return accepts(
                new WebhookRequest(
                        "",
                        request.url(),
                        request.headers(),
                        Map.of("token", word),
                        request.body(),
                        request.at()));
    }

    @Test
    void timeAndBodyAreSignedTogether() {
        assertTrue(accepts(ChatwootFixture.signed(BODY, NOW, ChatwootFixture.SECRET)));
        assertTrue(accepts(ChatwootFixture.signed(BODY, NOW, ChatwootFixture.FORMER)));
        assertFalse(accepts(ChatwootFixture.signed(BODY, NOW, "other")));
    }

    @Test
    void anOlderOneSignsTheBareBodyWithOrWithoutAPrefix() {
        String hex = MetaFixture.hex(BODY, ChatwootFixture.SECRET);
        assertTrue(accepts(Map.of("X-Chatwoot-Signature", hex)));
        assertTrue(accepts(Map.of("X-Chatwoot-Signature", "sha256=" + hex)));
        assertFalse(accepts(Map.of("X-Chatwoot-Signature", "sha1=" + hex)));
    }

    @Test
    void aTimeMoreThanFiveMinutesOffIsRefused() {
        assertTrue(accepts(ChatwootFixture.signed(BODY, NOW - 300, ChatwootFixture.SECRET)));
        assertTrue(accepts(ChatwootFixture.signed(BODY, NOW + 300, ChatwootFixture.SECRET)));
        assertFalse(accepts(ChatwootFixture.signed(BODY, NOW - 301, ChatwootFixture.SECRET)));
        assertFalse(accepts(ChatwootFixture.signed(BODY, NOW + 301, ChatwootFixture.SECRET)));
        assertFalse(
                accepts(
                        Map.of(
                                "X-Chatwoot-Signature",
                                MetaFixture.hex(BODY, ChatwootFixture.SECRET),
                                "X-Chatwoot-Timestamp",
                                "soon")));
    }

    @Test
    void beforeSignaturesAWordInTheAddressIsTheProof() {
        assertTrue(acceptsWord(ChatwootFixture.SECRET, Map.of()));
        assertTrue(acceptsWord(ChatwootFixture.FORMER, Map.of()));
        assertFalse(acceptsWord(ChatwootFixture.SECRET + "x", Map.of()));
        assertFalse(acceptsWord("", Map.of()));
        // who signs has to sign well
        assertFalse(
                acceptsWord(
                        ChatwootFixture.SECRET, Map.of("X-Chatwoot-Signature", "0".repeat(64))));
    }

    @Test
    void aMissingSignatureIsRefusedLikeAWrongOne() {
        for (Map<String, String> headers :
                List.of(
                        Map.<String, String>of(),
                        Map.of("X-Chatwoot-Timestamp", Long.toString(NOW)),
                        Map.of("X-Chatwoot-Signature", ""))) {
            assertFalse(accepts(headers));
        }
    }

    @Test
    void noneOfTenThousandForgeriesIsAccepted() {
        RequestForgeries forgeries =
                new RequestForgeries(
                        ChatwootFixture.signed(BODY, NOW, ChatwootFixture.SECRET),
                        "x-chatwoot-signature",
                        "x-chatwoot-timestamp");
        assertEquals(0, forgeries.accepted(webhook, ACCOUNT));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertTrue(webhook.isOpen(ACCOUNT));
        assertFalse(webhook.isOpen(ChatwootFixture.account(Map.of(), Map.of())));
    }

    @Test
    void aDeliveryKeepsItsNameOverAllTries() {
        assertEquals(
                Optional.of("3f6b6f1e-2a3c-4a41-9f4e-6f6a4a0f4f11"),
                webhook.eventId(ChatwootFixture.signed(BODY, NOW, ChatwootFixture.SECRET)));
        assertEquals(Optional.empty(), webhook.eventId(MetaFixture.posted(BODY, Map.of())));
    }

    @Test
    void theCustomersTokenIsNotKept() {
        String kept = webhook.kept(ChatwootFixture.signed(BODY, NOW, ChatwootFixture.SECRET));
        assertFalse(kept.contains("LCrJq8tY2e3"));
        assertTrue(kept.contains("\"pubsub_token\":\"•\""));
        assertEquals(
                webhook.read(MetaFixture.posted(BODY, Map.of()), ACCOUNT),
                webhook.read(MetaFixture.posted(kept, Map.of()), ACCOUNT));
    }
}
