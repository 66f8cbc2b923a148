package handcar.auth;

import module java.base;

import handcar.text.Sha256;

/// The ten thousand passwords of at least twelve characters that were leaked most often (OWASP ASVS 5.0, 6.2.4 and 6.2.12), each as the
/// first bytes of the SHA-256 of its lower case; `scripts/leaked-passwords.mjs` makes the file. Passwords are set so rarely that
/// it is read each time.
final class LeakedPasswords {
    /// Bytes of each; by chance one password in 28 thousand million would be taken for one of them.
    private static final int WIDTH = 6;

    private LeakedPasswords() {}

    /// Whether any of these is among them.
    ///
    /// @param spellings of one password, in lower case
    static boolean contain(Collection<String> spellings) {
        byte[] all = all();
        return spellings.stream().anyMatch(spelling -> contains(all, spelling));
    }

    private static boolean contains(byte[] all, String spelling) {
        byte[] wanted = Arrays.copyOf(Sha256.of(spelling), WIDTH);
        int from = 0;
        int to = all.length / WIDTH;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order =
                    Arrays.compareUnsigned(
                            all, middle * WIDTH, (middle + 1) * WIDTH, wanted, 0, WIDTH);
            if (order == 0) {
                return true;
            } else if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return false;
    }

    private static byte[] all() {
        try (InputStream file =
                Objects.requireNonNull(
                        LeakedPasswords.class.getResourceAsStream("leaked-passwords.bin"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
