package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.Account;
import handcar.channel.Knock;
import handcar.channel.meta.Forgeries;
import handcar.channel.meta.Knocks;
import handcar.http.Problem;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ChatwootSignatureTest {
    private static final String BODY = Woot.incoming("hello");
    private static final long NOW = Knocks.NOW.getEpochSecond();
    private static final Account ACCOUNT =
            Woot.account(
                    Map.of(),
                    Map.of(
                            Account.WEBHOOK_SECRET, Woot.SECRET,
                            Account.FORMER_WEBHOOK_SECRET, Woot.FORMER));

    private final ChatwootWebhook webhook = new ChatwootWebhook();

    private boolean accepts(Knock knock) {
        try {
            webhook.prove(knock, ACCOUNT);
            return true;
        } catch (Problem.Unauthorized _) {
            return false;
        }
    }

    private boolean accepts(Map<String, String> headers) {
        return accepts(Knocks.posted(BODY, headers));
    }

    private boolean acceptsWord(String word, Map<String, String> headers) {
        Knock knock = Knocks.posted(BODY, headers);
        return accepts(
                new Knock(
                        "",
                        knock.url(),
                        knock.headers(),
                        Map.of("token", word),
                        knock.body(),
                        knock.at()));
    }

    @Test
    void timeAndBodyAreSignedTogether() {
        assertTrue(accepts(Woot.signed(BODY, NOW, Woot.SECRET)));
        assertTrue(accepts(Woot.signed(BODY, NOW, Woot.FORMER)));
        assertFalse(accepts(Woot.signed(BODY, NOW, "other")));
    }

    @Test
    void anOlderOneSignsTheBareBodyWithOrWithoutAPrefix() {
        String hex = Knocks.hex(BODY, Woot.SECRET);
        assertTrue(accepts(Map.of("X-Chatwoot-Signature", hex)));
        assertTrue(accepts(Map.of("X-Chatwoot-Signature", "sha256=" + hex)));
        assertFalse(accepts(Map.of("X-Chatwoot-Signature", "sha1=" + hex)));
    }

    @Test
    void aTimeMoreThanFiveMinutesOffIsRefused() {
        assertTrue(accepts(Woot.signed(BODY, NOW - 300, Woot.SECRET)));
        assertTrue(accepts(Woot.signed(BODY, NOW + 300, Woot.SECRET)));
        assertFalse(accepts(Woot.signed(BODY, NOW - 301, Woot.SECRET)));
        assertFalse(accepts(Woot.signed(BODY, NOW + 301, Woot.SECRET)));
        assertFalse(
                accepts(
                        Map.of(
                                "X-Chatwoot-Signature",
                                Knocks.hex(BODY, Woot.SECRET),
                                "X-Chatwoot-Timestamp",
                                "soon")));
    }

    @Test
    void beforeSignaturesAWordInTheAddressIsTheProof() {
        assertTrue(acceptsWord(Woot.SECRET, Map.of()));
        assertTrue(acceptsWord(Woot.FORMER, Map.of()));
        assertFalse(acceptsWord(Woot.SECRET + "x", Map.of()));
        assertFalse(acceptsWord("", Map.of()));
        // who signs has to sign well
        assertFalse(acceptsWord(Woot.SECRET, Map.of("X-Chatwoot-Signature", "0".repeat(64))));
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
        Forgeries forgeries =
                new Forgeries(
                        Woot.signed(BODY, NOW, Woot.SECRET),
                        "x-chatwoot-signature",
                        "x-chatwoot-timestamp");
        assertEquals(0, forgeries.accepted(webhook, ACCOUNT));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertTrue(webhook.isOpen(ACCOUNT));
        assertFalse(webhook.isOpen(Woot.account(Map.of(), Map.of())));
    }

    @Test
    void aDeliveryKeepsItsNameOverAllTries() {
        assertEquals(
                Optional.of("3f6b6f1e-2a3c-4a41-9f4e-6f6a4a0f4f11"),
                webhook.eventId(Woot.signed(BODY, NOW, Woot.SECRET)));
        assertEquals(Optional.empty(), webhook.eventId(Knocks.posted(BODY, Map.of())));
    }

    @Test
    void theCustomersTokenIsNotKept() {
        String kept = webhook.kept(Woot.signed(BODY, NOW, Woot.SECRET));
        assertFalse(kept.contains("LCrJq8tY2e3"));
        assertTrue(kept.contains("\"pubsub_token\":\"•\""));
        assertEquals(
                webhook.read(Knocks.posted(BODY, Map.of()), ACCOUNT),
                webhook.read(Knocks.posted(kept, Map.of()), ACCOUNT));
    }
}
