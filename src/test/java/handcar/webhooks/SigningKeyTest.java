package handcar.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.Secret;

import org.junit.jupiter.api.Test;

/// <https://github.com/standard-webhooks/standard-webhooks>, whose libraries are all tested with this one vector.
final class SigningKeyTest {
    private static final SigningKey KEY =
            new SigningKey(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    @Test
    void thePublishedVectorIsSignedAsPublished() {
        assertEquals("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", KEY.sign(ID, AT, BODY));
    }

    @Test
    void everyPartIsSigned() {
        String right = KEY.sign(ID, AT, BODY);
        assertNotEquals(right, KEY.sign(ID + "x", AT, BODY));
        assertNotEquals(right, KEY.sign(ID, AT.plusSeconds(1), BODY));
        assertNotEquals(right, KEY.sign(ID, AT, new byte[0]));
        assertNotEquals(right, SigningKey.random().sign(ID, AT, BODY));
    }

    @Test
    void aNewKeyHas256BitsAndIsWrittenAsTheSpecificationWantsIt() {
        String written = SigningKey.random().written().reveal();
        assertTrue(written.startsWith("whsec_"));
        assertEquals(32, Base64.getDecoder().decode(written.substring(6)).length);
    }

    @Test
    void twoKeysSignWhileOneIsBeingReplaced() {
        SigningKey fresh = SigningKey.random();
        assertEquals(
                fresh.sign(ID, AT, BODY) + " " + KEY.sign(ID, AT, BODY),
                rotated(fresh, Instant.now().plusSeconds(3600)).signatures(ID, AT, BODY));
        assertEquals(
                fresh.sign(ID, AT, BODY), rotated(fresh, Instant.now()).signatures(ID, AT, BODY));
    }

    private static Subscription rotated(SigningKey fresh, Instant formerUntil) {
        return new Subscription(
                UUID.randomUUID(),
                "",
                "https://a.example",
                List.of("message.created"),
                fresh,
                Optional.of(KEY),
                Optional.of(formerUntil),
                true,
                Optional.empty(),
                Optional.empty(),
                AT,
                AT);
    }
}
