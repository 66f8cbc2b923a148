package handcar.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

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
