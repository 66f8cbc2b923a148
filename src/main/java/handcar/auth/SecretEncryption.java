package handcar.auth;

import module java.base;

import handcar.config.Logging;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.text.Sha256;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Encrypts secrets at rest (a channel's tokens) with AES-256-GCM and `SECRET_ENCRYPTION_KEY`. The encrypted text names its
/// key, `s1.<key id>.<base64>`, so former keys still decrypt after a change of key. The purpose is the associated data: an
/// encrypted value copied to another row cannot be decrypted there.
public final class SecretEncryption {
    private static final String FORM = "s1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Logger LOG = System.getLogger(SecretEncryption.class.getName());

    private final String current;
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    /// The text was encrypted with an unknown key or for another purpose, or was changed.
    public static final class BrokenSeal extends RuntimeException {
        BrokenSeal(String message) {
            super(message);
        }
    }

    /// @param key 32 bytes in base64 or URL-safe base64
    /// @param former former keys, for decryption only
    public SecretEncryption(Secret key, List<Secret> former) {
        this.current = add(key);
        former.forEach(this::add);
    }

    /// Encrypts a secret for one purpose (`channel_bindings/<id>/access_token`).
    public String seal(String secret, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed =
                run(
                        Cipher.ENCRYPT_MODE,
                        current,
                        nonce,
                        purpose,
                        secret.getBytes(StandardCharsets.UTF_8));
        byte[] all =
                ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        return String.join(
                ".", FORM, current, Base64.getUrlEncoder().withoutPadding().encodeToString(all));
    }

    /// Decrypts a secret of this purpose; throws [BrokenSeal] for anything else.
    public String open(String sealed, String purpose) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(FORM)) {
            throw new BrokenSeal("the text is not in the form of an encrypted secret");
        }
        if (!keys.containsKey(parts[1])) {
            throw new BrokenSeal("the text was encrypted with another SECRET_ENCRYPTION_KEY");
        }
        byte[] all = decoded(parts[2]);
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        byte[] text = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
        return new String(
                run(Cipher.DECRYPT_MODE, parts[1], nonce, purpose, text), StandardCharsets.UTF_8);
    }

    /// Encrypts the secrets of a row as one JSON object.
    public byte[] sealAll(Map<String, Secret> secrets, String purpose) {
        Map<String, String> plain = new HashMap<>();
        secrets.forEach((name, secret) -> plain.put(name, secret.reveal()));
        return seal(Json.text(plain), purpose).getBytes(StandardCharsets.UTF_8);
    }

    /// Decrypts the secrets of a row; empty, with a warning, when that is not possible.
    public Optional<Map<String, Secret>> openAll(byte[] sealed, String purpose) {
        try {
            Map<String, Secret> secrets = new HashMap<>();
            Json.object(open(new String(sealed, StandardCharsets.UTF_8), purpose))
                    .forEach((name, plain) -> secrets.put(name, new Secret(plain.toString())));
            return Optional.of(secrets);
        } catch (BrokenSeal e) {
            LOG.log(
                    Level.WARNING,
                    "secrets.unreadable purpose=" + purpose + " error=" + Logging.quoted(e));
            return Optional.empty();
        }
    }

    /// The secrets of a row under the current key; empty when they are so already, or cannot be decrypted.
    public Optional<byte[]> renewed(byte[] sealed, String purpose) {
        String prefix = FORM + "." + current + ".";
        return new String(sealed, StandardCharsets.UTF_8).startsWith(prefix)
                ? Optional.empty()
                : openAll(sealed, purpose).map(secrets -> sealAll(secrets, purpose));
    }

    private String add(Secret key) {
        byte[] bytes =
                Base64.getDecoder()
                        .decode(key.reveal().strip().replace('-', '+').replace('_', '/'));
        String id =
                HexFormat.of()
                        .formatHex(Sha256.of(Base64.getEncoder().encodeToString(bytes)), 0, 4);
        keys.put(id, new SecretKeySpec(bytes, "AES"));
        return id;
    }

    private byte[] run(int mode, String key, byte[] nonce, String purpose, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("the text was changed, or encrypted for another purpose");
        }
    }

    private static byte[] decoded(String text) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(text);
            if (all.length > NONCE_BYTES) {
                return all;
            }
        } catch (IllegalArgumentException _) {
            throw new BrokenSeal("the text was cut off or changed");
        }
        throw new BrokenSeal("the text was cut off or changed");
    }
}
