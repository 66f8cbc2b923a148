package handcar.llm.proxy;

import module java.base;

import handcar.json.ByteSource;

/// Guesses how much of a large request is text that a model reads. Pictures and files in it are long runs of letters, which cost
/// far less than as many letters of text.
final class TextLength {
    /// No word, link or identifier is longer.
    private static final int LONGEST_RUN = 4_096;

    private static final int BUFFER = 16 * 1024;

    private TextLength() {}

    static long of(ByteSource json) {
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        int run = 0;
        try (InputStream in = json.open()) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    byte next = buffer[i];
                    run = next == ' ' || next == '"' || next == '\\' ? 0 : run + 1;
                    length += run > LONGEST_RUN ? 0 : 1;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return length;
    }
}
