package handcar.auth;

import module java.base;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// How the hash of a password is computed, and the text in which it is stored. The figures are part of the text, so they can be
/// raised later: an old hash stays valid and is renewed at the next log-in.
sealed interface PasswordAlgorithm {
    /// OWASP's figures for Argon2id with little memory (Password Storage Cheat Sheet, 2023). With the first compiler alone, as `start.sh`
    /// has it, a hash takes 120 ms of a processor; of the figures of the same strength 19 MiB and 2 passes take 133, 46 MiB and 1 pass
    /// 167, and 9 MiB and 4 passes 116, which is no gain for the memory that an attacker is spared.
    PasswordAlgorithm PRESENT = new Argon2id(12_288, 3, 1);

    int SALT_BYTES = 16;

    int HASH_BYTES = 32;

    /// Computes the hash; this takes a processor for some ten milliseconds.
    byte[] derive(char[] password, byte[] salt);

    /// The stored text.
    String stored(byte[] salt, byte[] hash);

    /// What a stored text says.
    record Stored(PasswordAlgorithm algorithm, String salt, String hash) {
        /// Reads a stored text; an unknown form is an error of ours.
        static Stored read(String text) {
            Matcher argon = Argon2id.FORM.matcher(text);
            if (argon.matches()) {
                return new Stored(
                        new Argon2id(number(argon, 1), number(argon, 2), number(argon, 3)),
                        argon.group(4),
                        argon.group(5));
            }
            Matcher pbkdf2 = Pbkdf2.FORM.matcher(text);
            if (pbkdf2.matches()) {
                return new Stored(new Pbkdf2(number(pbkdf2, 1)), pbkdf2.group(2), pbkdf2.group(3));
            }
            throw new IllegalStateException("a stored password has an unknown form");
        }

        /// Whether the password is the one of this hash; takes the same time either way.
        boolean isOf(char[] password) {
            Base64.Decoder base64 = Base64.getDecoder();
            byte[] derived = algorithm.derive(password, base64.decode(salt));
            return MessageDigest.isEqual(base64.decode(hash), derived);
        }

        private static int number(Matcher form, int group) {
            return Integer.parseInt(form.group(group));
        }
    }

    /// Argon2id (RFC 9106), stored as a PHC string.
    ///
    /// @param memory in KiB
    record Argon2id(int memory, int passes, int lanes) implements PasswordAlgorithm {
        private static final Pattern FORM =
                Pattern.compile(
                        "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");

        /// The memory of one hash, emptied and kept for the next one: the serial collector would let the heap grow by far more.
        private static final Argon2BytesGenerator.BlockPool BLOCKS =
                new Argon2BytesGenerator.FixedBlockPool(12_288);

        @Override
        public byte[] derive(char[] password, byte[] salt) {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(memory)
                            .withIterations(passes)
                            .withParallelism(lanes)
                            .withSalt(salt)
                            .withBlockPool(BLOCKS)
                            .build());
            byte[] hash = new byte[HASH_BYTES];
            int length = generator.generateBytes(password, hash);
            if (length != HASH_BYTES) {
                throw new IllegalStateException("Argon2 gave " + length + " bytes");
            }
            return hash;
        }

        @Override
        public String stored(byte[] salt, byte[] hash) {
            Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
            return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                    .formatted(
                            memory,
                            passes,
                            lanes,
                            base64.encodeToString(salt),
                            base64.encodeToString(hash));
        }
    }

    /// PBKDF2-HMAC-SHA256, which earlier versions wrote: `pbkdf2-sha256$rounds$salt$hash`.
    record Pbkdf2(int rounds) implements PasswordAlgorithm {
        private static final Pattern FORM =
                Pattern.compile("pbkdf2-sha256\\$(\\d+)\\$([^$]+)\\$([^$]+)");

        @Override
        public byte[] derive(char[] password, byte[] salt) {
            PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, HASH_BYTES * Byte.SIZE);
            try {
                return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(spec)
                        .getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has PBKDF2", e);
            } finally {
                spec.clearPassword();
            }
        }

        @Override
        public String stored(byte[] salt, byte[] hash) {
            Base64.Encoder base64 = Base64.getEncoder();
            return "pbkdf2-sha256$%d$%s$%s"
                    .formatted(rounds, base64.encodeToString(salt), base64.encodeToString(hash));
        }
    }
}
