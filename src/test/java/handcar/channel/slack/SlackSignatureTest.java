package handcar.channel.slack;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.WebhookRequest;
import handcar.problem.Problem;
import handcar.testing.RandomSeed;

import org.junit.jupiter.api.Test;

class SlackSignatureTest {
    private static final String SIGNATURE = "X-Slack-Signature";
    private static final String STAMP = "X-Slack-Request-Timestamp";

    /// The example of <https://docs.slack.dev/authentication/verifying-requests-from-slack/>.
    private static final String PUBLISHED_BODY =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
                + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static final String PUBLISHED_SIGNATURE =
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private final SlackWebhook webhook = new SlackWebhook();
    private final ChannelAccount account = SlackFixture.account(SlackFixture.SECRET);

    private static WebhookRequest published(String signature, String stamp, byte[] body) {
        return SlackFixture.with(Map.of(SIGNATURE, signature, STAMP, stamp), body);
    }

    private static byte[] publishedBody() {
        return PUBLISHED_BODY.getBytes(StandardCharsets.UTF_8);
    }

    private void assertRefused(WebhookRequest request) {
        assertThrows(Problem.Unauthorized.class, () -> webhook.verify(request, account));
    }

    @Test
    void thePublishedExampleIsAccepted() {
        WebhookRequest request = published(PUBLISHED_SIGNATURE, "1531420618", publishedBody());
        assertDoesNotThrow(() -> webhook.verify(request, account));
    }

    @Test
    void aMissingHeaderIsRefused() {
        assertRefused(SlackFixture.with(Map.of(), publishedBody()));
        assertRefused(SlackFixture.with(Map.of(SIGNATURE, PUBLISHED_SIGNATURE), publishedBody()));
        assertRefused(SlackFixture.with(Map.of(STAMP, "1531420618"), publishedBody()));
    }

    @Test
    void aRequestSignedLongAgoOrFarAheadIsRefused() {
        long now = SlackFixture.NOW.getEpochSecond();
        for (long off : new long[] {-301, 301, -86_400, 86_400}) {
            assertRefused(SlackFixture.signed("{}", SlackFixture.SECRET, Long.toString(now + off)));
        }
        for (long off : new long[] {-299, 0, 299}) {
            WebhookRequest request =
                    SlackFixture.signed("{}", SlackFixture.SECRET, Long.toString(now + off));
            assertDoesNotThrow(() -> webhook.verify(request, account));
        }
    }

    @Test
    void aTimeThatIsNoNumberIsRefusedEvenWhenSigned() {
        for (String stamp :
                new String[] {"", "now", "-1531420618", "1531420618.0", " 1531420618"}) {
            assertRefused(SlackFixture.signed("{}", SlackFixture.SECRET, stamp));
        }
    }

    @Test
    void theFormerSecretIsAcceptedBesideTheNewOne() {
        ChannelAccount turning = SlackFixture.account("a new secret", SlackFixture.SECRET);
        assertDoesNotThrow(() -> webhook.verify(SlackFixture.signed("{}"), turning));
        assertDoesNotThrow(
                () ->
                        webhook.verify(
                                SlackFixture.signed("{}", "a new secret", "1531420618"), turning));
        assertRefused(SlackFixture.signed("{}", "another", "1531420618"));
    }

    @Test
    void withoutASecretTheDoorIsClosed() {
        assertFalse(webhook.isOpen(SlackFixture.account()));
        assertTrue(webhook.isOpen(account));
        assertThrows(
                Problem.Unauthorized.class,
                () -> webhook.verify(SlackFixture.signed("{}"), SlackFixture.account()));
    }

    @Test
    void noneOfTenThousandMutationsIsAccepted() {
        Random random = RandomSeed.random();
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            WebhookRequest request =
                    switch (i % 4) {
                        case 0 ->
                                published(
                                        mutated(PUBLISHED_SIGNATURE, random),
                                        "1531420618",
                                        publishedBody());
                        case 1 ->
                                published(
                                        PUBLISHED_SIGNATURE,
                                        mutated("1531420618", random),
                                        publishedBody());
                        case 2 ->
                                published(
                                        PUBLISHED_SIGNATURE,
                                        "1531420618",
                                        mutated(publishedBody(), random));
                        default -> renamed(random);
                    };
            if (isRefused(request)) {
                refused++;
            }
        }
        assertEquals(10_000, refused);
    }

    private boolean isRefused(WebhookRequest request) {
        try {
            webhook.verify(request, account);
            return false;
        } catch (Problem.Unauthorized e) {
            return true;
        }
    }

    /// The right signature in a form nobody uses.
    private static WebhookRequest renamed(Random random) {
        String hex = PUBLISHED_SIGNATURE.substring(3);
        String[] forms = {
            hex,
            "v1=" + hex,
            "V0=" + hex,
            "sha256=" + hex,
            "v0=" + hex + ",",
            "v0= " + hex,
            "v0=",
            "",
            "v0=" + hex.toUpperCase(java.util.Locale.ROOT),
            "v0=" + hex.substring(random.nextInt(1, 64))
        };
        Map<String, String> headers = new HashMap<>();
        headers.put(SIGNATURE, forms[random.nextInt(forms.length)]);
        headers.put(STAMP, "1531420618");
        return SlackFixture.with(headers, publishedBody());
    }

    private static String mutated(String text, Random random) {
        byte[] changed = mutated(text.getBytes(StandardCharsets.UTF_8), random);
        return new String(changed, StandardCharsets.ISO_8859_1);
    }

    /// One byte changed, added or taken away.
    private static byte[] mutated(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, at);
        int how = random.nextInt(3);
        if (how < 2) {
            changed.write(how == 0 ? bytes[at] ^ (1 << random.nextInt(8)) : 'x');
        }
        int from = how == 1 ? at : at + 1;
        changed.write(bytes, from, bytes.length - from);
        return changed.toByteArray();
    }
}
