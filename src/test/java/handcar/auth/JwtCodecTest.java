package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.problem.Problem;
import handcar.text.Sha256;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Forged, broken and foreign tokens are all the same: no token.
final class JwtCodecTest {
    private static final Secret PLAIN = new Secret("a secret of any length");
    private static final SigningSecrets SECRET = SigningSecrets.of(PLAIN);
    private static final String TYPE = "visitor+jwt";
    private static final UUID CONVERSATION = UUID.randomUUID();
    private static final UUID CONTACT = UUID.randomUUID();
    private static final VisitorTokens TOKENS = new VisitorTokens(SECRET);
    private static final JwtCodec STAFF =
            new JwtCodec(
                    "at+jwt",
                    "staff",
                    "sid",
                    Duration.ofHours(1),
                    new KeyDerivation(SECRET).access());
    private static final byte[] KEY = new KeyDerivation(SECRET).visitor().getFirst();

    @Test
    void aTokenTellsItsConversationAndContactForAYear() throws Exception {
        String token = TOKENS.issue(CONVERSATION, CONTACT);
        assertEquals(new VisitorPrincipal(CONVERSATION, CONTACT), TOKENS.verify(token));
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        Instant begin = claims.getIssueTime().toInstant();
        Instant end = claims.getExpirationTime().toInstant();
        assertEquals(365, Duration.between(begin, end).toDays());
    }

    @Test
    void aTokenOfTheFormerSecretIsValidUntilItsEnd() {
        String token = TOKENS.issue(CONVERSATION, CONTACT);
        VisitorTokens changed =
                new VisitorTokens(new SigningSecrets(new Secret("the next one"), List.of(PLAIN)));
        assertEquals(CONTACT, changed.verify(token).contact());
        refused(changed.issue(CONVERSATION, CONTACT));
    }

    @Test
    void whatTheForgeriesStartFromWouldPass() throws Exception {
        assertEquals(CONTACT, TOKENS.verify(signed(KEY, TYPE, good())).contact());
    }

    @TestFactory
    Stream<DynamicTest> aForgeryIsNoToken() throws Exception {
        return forgeries().entrySet().stream()
                .map(
                        forgery ->
                                DynamicTest.dynamicTest(
                                        forgery.getKey(), () -> refused(forgery.getValue())));
    }

    static Map<String, String> forgeries() throws Exception {
        String real = TOKENS.issue(CONVERSATION, CONTACT);
        String[] part = real.split("\\.");
        byte[] plain = Arrays.copyOf(PLAIN.reveal().getBytes(StandardCharsets.UTF_8), 32);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("alg none", new PlainJWT(good()).serialize());
        all.put("alg none, signed", encode("{\"alg\":\"none\"}") + "." + part[1] + "." + part[2]);
        all.put("HS512 with the same key", hs512());
        all.put("another key", signed(Sha256.of("other"), TYPE, good()));
        all.put(
                "the staff door's key",
                signed(new KeyDerivation(SECRET).access().getFirst(), TYPE, good()));
        all.put("the secret itself as the key", signed(plain, TYPE, good()));
        all.put("a staff token", STAFF.issue("x", CONVERSATION));
        all.put("another typ", signed(KEY, "JWT", good()));
        all.put("another audience", signed(KEY, TYPE, claims("staff", "handcar", 60)));
        all.put("another issuer", signed(KEY, TYPE, claims("visitor", "someone", 60)));
        all.put("expired", signed(KEY, TYPE, claims("visitor", "handcar", -1)));
        all.put("without an end", signed(KEY, TYPE, endless()));
        all.put(
                "without a conversation",
                signed(
                        KEY,
                        TYPE,
                        new JWTClaimsSet.Builder()
                                .issuer("handcar")
                                .audience("visitor")
                                .subject(CONTACT.toString())
                                .expirationTime(good().getExpirationTime())
                                .build()));
        all.put("a number for a conversation", signed(KEY, TYPE, conversation(7)));
        all.put("no id for a conversation", signed(KEY, TYPE, conversation("one")));
        all.put("other claims", part[0] + "." + encode("{\"aud\":\"visitor\"}") + "." + part[2]);
        all.put("no signature", part[0] + "." + part[1] + ".");
        all.put("two parts", part[0] + "." + part[1]);
        all.put("four parts", real + "." + part[2]);
        all.put("cut off", real.substring(0, real.length() - 4));
        all.put("padded", real + "=");
        all.put("huge", "a".repeat(1_000_000) + ".b.c");
        all.put("huge claims", part[0] + "." + "A".repeat(50_000) + "." + part[2]);
        all.put("a deep header", encode("[".repeat(1_000)) + ".e30.e30");
        all.put("a deep object", encode("{\"a\":".repeat(300)) + ".e30.e30");
        all.put("a header of another kind", encode("[1]") + "." + part[1] + "." + part[2]);
        all.put("a number as alg", encode("{\"alg\":1}") + "." + part[1] + "." + part[2]);
        all.put("a critical header", critical(part));
        all.put("garbage", "garbage");
        all.put("dots", "...");
        all.put("empty", "");
        all.put("unicode", "тёкен.знак.🦊");
        all.put("look-alikes", real.replace('e', 'е'));
        all.put("NUL", real + "\0");
        all.put("an API key", "hc_" + Secret.random().reveal());
        return all;
    }

    @Test
    void everyChangedCharacterShowsAndASignatureHasOneSpelling() {
        String real = TOKENS.issue(CONVERSATION, CONTACT);
        for (int i = 0; i < real.length(); i++) {
            char other = real.charAt(i) == 'A' ? 'B' : 'A';
            refused(real.substring(0, i) + other + real.substring(i + 1));
        }
        String stem = real.substring(0, real.length() - 1);
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .chars()
                .mapToObj(letter -> stem + (char) letter)
                .filter(token -> !token.equals(real))
                .forEach(JwtCodecTest::refused);
    }

    @Test
    void aVisitorsTokenIsNothingAtTheStaffDoor() {
        assertTrue(STAFF.read(TOKENS.issue(CONVERSATION, CONTACT)).isEmpty());
        assertEquals(
                new JwtCodec.Token("x", CONVERSATION),
                STAFF.read(STAFF.issue("x", CONVERSATION)).orElseThrow());
    }

    @Test
    void anotherSecretKnowsNoneOfOurTokens() {
        refused(
                new VisitorTokens(SigningSecrets.of(new Secret("another")))
                        .issue(CONVERSATION, CONTACT));
    }

    private static void refused(String token) {
        assertThrows(Problem.Unauthorized.class, () -> TOKENS.verify(token));
    }

    private static JWTClaimsSet good() {
        return claims("visitor", "handcar", 60);
    }

    private static JWTClaimsSet conversation(Object value) {
        return new JWTClaimsSet.Builder(good()).claim("conversation", value).build();
    }

    private static JWTClaimsSet endless() {
        return new JWTClaimsSet.Builder()
                .issuer("handcar")
                .audience("visitor")
                .subject(CONTACT.toString())
                .claim("conversation", CONVERSATION.toString())
                .build();
    }

    private static JWTClaimsSet claims(String audience, String issuer, long seconds) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(CONTACT.toString())
                .claim("conversation", CONVERSATION.toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                .build();
    }

    private static String signed(byte[] key, String type, JWTClaimsSet claims) throws Exception {
        return signed(JWSAlgorithm.HS256, key, type, claims);
    }

    private static String hs512() throws Exception {
        return signed(JWSAlgorithm.HS512, Arrays.copyOf(KEY, 64), TYPE, good());
    }

    private static String signed(
            JWSAlgorithm algorithm, byte[] key, String type, JWTClaimsSet claims) throws Exception {
        JOSEObjectType typ = new JOSEObjectType(type);
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).type(typ).build(), claims);
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    private static String critical(String[] part) {
        String header = "{\"alg\":\"HS256\",\"typ\":\"visitor+jwt\",\"crit\":[\"x\"],\"x\":1}";
        return encode(header) + "." + part[1] + "." + part[2];
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
