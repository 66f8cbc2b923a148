package handcar.http;

import module java.base;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/// Compression of whole answers.
public final class Gzip {
    /// Below that an answer is one packet anyway.
    public static final int LEAST = 1024;

    private Gzip() {}

    /// Quick: for answers made for one caller.
    static byte[] fast(byte[] bytes) {
        return compress(bytes, 4);
    }

    /// Thorough: for files compressed once and sent often.
    public static byte[] best(byte[] bytes) {
        return compress(bytes, Deflater.BEST_COMPRESSION);
    }

    /// Whether the caller accepts it: `gzip` or `*` with a weight that is not 0.
    public static boolean accepts(ServerRequest req) {
        return accepts(req.headers().value(HeaderNames.ACCEPT_ENCODING).orElse(""));
    }

    static boolean accepts(String accepted) {
        if (accepted.isEmpty()) {
            return false;
        }
        boolean any = false;
        for (String part : accepted.toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1)) {
            String coding = part.split(";", 2)[0];
            boolean refused = part.matches(".*;q=0(\\.0*)?");
            if (coding.equals("gzip")) {
                return !refused;
            }
            any |= coding.equals("*") && !refused;
        }
        return any;
    }

    private static byte[] compress(byte[] bytes, int level) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (OutputStream out = new Leveled(all, level)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    private static final class Leveled extends GZIPOutputStream {
        Leveled(OutputStream out, int level) throws IOException {
            super(out, 8192);
            def.setLevel(level);
        }
    }
}
