package handcar.auth;

import module java.base;

import handcar.config.Secret;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One-time passwords by the time (RFC 6238), as every authenticator app makes them: SHA-1, six digits, thirty seconds.
final class Totp {
    private static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;

    /// Clocks differ, and people write slowly: one step before and after the present one.
    private static final int DRIFT = 1;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /// A new secret, in base32.
    static Secret random() {
        return new Secret(randomBase32(SECRET_BYTES));
    }

    /// Random bytes in base32 (RFC 4648); five bytes are eight characters.
    static String randomBase32(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        BigInteger number = new BigInteger(1, random);
        StringBuilder text = new StringBuilder();
        for (int bit = bytes * 8 - 5; bit >= 0; bit -= 5) {
            text.append(BASE32.charAt(number.shiftRight(bit).intValue() & 31));
        }
        return text.toString();
    }

    /// The step to which a code belongs, if it is one of those that are valid now.
    static OptionalLong step(Secret secret, String code, Instant now) {
        long present = now.getEpochSecond() / STEP_SECONDS;
        byte[] shown = code.getBytes(StandardCharsets.UTF_8);
        return LongStream.rangeClosed(present - DRIFT, present + DRIFT)
                .filter(
                        step ->
                                MessageDigest.isEqual(
                                        shown, code(secret, step).getBytes(StandardCharsets.UTF_8)))
                .findFirst();
    }

    /// The code of one step (RFC 4226, section 5.3).
    static String code(Secret secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(secret.reveal()), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 15;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            String digits = Integer.toString(number % MODULUS);
            return "0".repeat(DIGITS - digits.length()) + digits;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA1", e);
        }
    }

    /// What an authenticator app reads: <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>
    static String uri(Secret secret, String account) {
        String name = URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/Handcar:" + name + "?secret=" + secret.reveal() + "&issuer=Handcar";
    }

    private static byte[] bytes(String base32) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < base32.length(); i++) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(base32.charAt(i))));
        }
        int length = base32.length() * 5 / 8;
        byte[] all = number.shiftRight(base32.length() * 5 % 8).toByteArray();
        byte[] bytes = new byte[length];
        int shared = Math.min(length, all.length);
        System.arraycopy(all, all.length - shared, bytes, length - shared, shared);
        return bytes;
    }
}
