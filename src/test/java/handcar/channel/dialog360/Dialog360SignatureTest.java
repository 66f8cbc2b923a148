package handcar.channel.dialog360;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.channel.Account;
import handcar.channel.TestAccount;
import handcar.channel.meta.Forgeries;
import handcar.channel.meta.Knocks;
import handcar.channel.whatsapp.Cloud;
import handcar.http.Problem;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class Dialog360SignatureTest {
    private static final String BODY = Cloud.text("hello");

    private final Dialog360Webhook webhook = new Dialog360Webhook();

    private boolean accepts(Map<String, String> headers, Account account) {
        try {
            webhook.prove(Knocks.posted(BODY, headers), account);
            return true;
        } catch (Problem.Unauthorized _) {
            return false;
        }
    }

    private boolean accepts(String header, String value) {
        return accepts(Map.of(header, value), Hub360.account());
    }

    @Test
    void metasSignatureIsAccepted() {
        assertTrue(accepts("X-Hub-Signature-256", "sha256=" + Knocks.hex(BODY, Hub360.SECRET)));
        assertTrue(accepts("X-Hub-Signature-256", "sha256=" + Knocks.hex(BODY, Hub360.FORMER)));
        assertFalse(accepts("X-Hub-Signature-256", "sha256=" + Knocks.hex(BODY, "other")));
    }

    @Test
    void theirOwnSignatureIsAccepted() {
        assertTrue(accepts("x-360dialog-signature", Knocks.hex(BODY, Hub360.SECRET)));
        assertTrue(accepts("x-360dialog-signature", "sha256=" + Knocks.hex(BODY, Hub360.SECRET)));
        assertTrue(accepts("x-360dialog-signature", Knocks.hex(BODY, Hub360.FORMER)));
        assertFalse(accepts("x-360dialog-signature", Knocks.hex(BODY + " ", Hub360.SECRET)));
    }

    @Test
    void aHeaderWithTheSecretIsAccepted() {
        assertTrue(accepts("Authorization", "Bearer " + Hub360.SECRET));
        assertTrue(accepts("Authorization", Hub360.FORMER));
        assertTrue(accepts("X-Webhook-Secret", Hub360.SECRET));
        assertFalse(accepts("X-Webhook-Secret", Hub360.SECRET + "x"));
        assertFalse(accepts("Authorization", "Bearer "));
        assertFalse(accepts("X-My-Header", Hub360.SECRET));
    }

    @Test
    void theHeaderMayHaveANameOfItsOwn() {
        assertTrue(
                accepts(
                        Map.of("x-my-header", Hub360.SECRET),
                        Hub360.account(Map.of(Dialog360Webhook.HEADER, "X-My-Header"))));
    }

    @Test
    void aMissingProofIsRefused() {
        assertFalse(accepts(Map.of(), Hub360.account()));
    }

    @Test
    void noneOfTenThousandForgeriesIsAccepted() {
        for (String header : new String[] {"x-hub-signature-256", "x-360dialog-signature"}) {
            Forgeries forgeries =
                    new Forgeries(
                            Knocks.posted(
                                    BODY,
                                    Map.of(header, "sha256=" + Knocks.hex(BODY, Hub360.SECRET))),
                            header);
            assertEquals(0, forgeries.accepted(webhook, Hub360.account()), header);
        }
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertTrue(webhook.isOpen(Hub360.account()));
        assertFalse(webhook.isOpen(TestAccount.of(Dialog360.KIND, "", Map.of(), Map.of())));
    }
}
