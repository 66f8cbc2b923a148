package handcar.channel.dialog360;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.TestAccount;
import handcar.channel.meta.MetaFixture;
import handcar.channel.meta.RequestForgeries;
import handcar.channel.whatsapp.WhatsAppFixture;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class Dialog360SignatureTest {
    private static final String BODY = WhatsAppFixture.text("hello");

    private final Dialog360Webhook webhook = new Dialog360Webhook();

    private boolean accepts(Map<String, String> headers, ChannelAccount account) {
        try {
            webhook.verify(MetaFixture.posted(BODY, headers), account);
            return true;
        } catch (Problem.Unauthorized _) {
            return false;
        }
    }

    private boolean accepts(String header, String value) {
        return accepts(Map.of(header, value), Dialog360Fixture.account());
    }

    @Test
    void metasSignatureIsAccepted() {
        assertTrue(
                accepts(
                        "X-Hub-Signature-256",
                        "sha256=" + MetaFixture.hex(BODY, Dialog360Fixture.SECRET)));
        assertTrue(
                accepts(
                        "X-Hub-Signature-256",
                        "sha256=" + MetaFixture.hex(BODY, Dialog360Fixture.FORMER)));
        assertFalse(accepts("X-Hub-Signature-256", "sha256=" + MetaFixture.hex(BODY, "other")));
    }

    @Test
    void theirOwnSignatureIsAccepted() {
        assertTrue(
                accepts("x-360dialog-signature", MetaFixture.hex(BODY, Dialog360Fixture.SECRET)));
        assertTrue(
                accepts(
                        "x-360dialog-signature",
                        "sha256=" + MetaFixture.hex(BODY, Dialog360Fixture.SECRET)));
        assertTrue(
                accepts("x-360dialog-signature", MetaFixture.hex(BODY, Dialog360Fixture.FORMER)));
        assertFalse(
                accepts(
                        "x-360dialog-signature",
                        MetaFixture.hex(BODY + " ", Dialog360Fixture.SECRET)));
    }

    @Test
    void aHeaderWithTheSecretIsAccepted() {
        assertTrue(accepts("Authorization", "Bearer " + Dialog360Fixture.SECRET));
        assertTrue(accepts("Authorization", Dialog360Fixture.FORMER));
        assertTrue(accepts("X-Webhook-Secret", Dialog360Fixture.SECRET));
        assertFalse(accepts("X-Webhook-Secret", Dialog360Fixture.SECRET + "x"));
        assertFalse(accepts("Authorization", "Bearer "));
        assertFalse(accepts("X-My-Header", Dialog360Fixture.SECRET));
    }

    @Test
    void theHeaderMayHaveANameOfItsOwn() {
        assertTrue(
                accepts(
                        Map.of("x-my-header", Dialog360Fixture.SECRET),
                        Dialog360Fixture.account(Map.of(Dialog360Webhook.HEADER, "X-My-Header"))));
    }

    @Test
    void aMissingProofIsRefused() {
        assertFalse(accepts(Map.of(), Dialog360Fixture.account()));
    }

    @Test
    void noneOfTenThousandForgeriesIsAccepted() {
        for (String header : new String[] {"x-hub-signature-256", "x-360dialog-signature"}) {
            RequestForgeries forgeries =
                    new RequestForgeries(
                            MetaFixture.posted(
                                    BODY,
                                    Map.of(
                                            header,
                                            "sha256="
                                                    + MetaFixture.hex(
                                                            BODY, Dialog360Fixture.SECRET))),
                            header);
            assertEquals(0, forgeries.accepted(webhook, Dialog360Fixture.account()), header);
        }
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertTrue(webhook.isOpen(Dialog360Fixture.account()));
        assertFalse(webhook.isOpen(TestAccount.of(Dialog360Provider.KIND, "", Map.of(), Map.of())));
    }
}
