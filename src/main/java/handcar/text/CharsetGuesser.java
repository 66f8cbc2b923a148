package handcar.text;

import module java.base;

import java.lang.Character.UnicodeScript;

/// Finds the charset of bytes that do not name it and are not UTF-8: they are read in every charset that is in use, and the
/// one whose letters make the most probable text of some language wins, when it is ahead of every other reading. Text that is
/// probable in no charset is not guessed.
final class CharsetGuesser {
    /// Natural logarithm; how much the charset that the sender names is preferred.
    private static final double DECLARED = 8;

    /// Natural logarithm; how far the best reading has to be ahead of the next.
    private static final double AHEAD = 3;

    /// Bytes that are looked at; of a longer text, of its lines with letters beyond ASCII.
    private static final int SAMPLE = 16_000;

    private static final List<Candidate> CANDIDATES = read();

    /// UTF without a mark (RFC 2781, 4.3).
    private static final List<Candidate> WIDE =
            Stream.of("UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE")
                    .map(name -> new Candidate(Charset.forName(name), 0, WritingModel.ALL))
                    .toList();

    private CharsetGuesser() {}

    private record Candidate(Charset charset, double prior, List<WritingModel> languages) {
        /// `charset prior languages…`; nothing when this runtime lacks the charset.
        static Optional<Candidate> of(String line) {
            String[] parts = line.split(" ", 3);
            Set<String> names = Set.of(parts[2].split(" ", -1));
            return TextDecoder.named(parts[0])
                    .map(
                            charset ->
                                    new Candidate(
                                            charset,
                                            Double.parseDouble(parts[1]),
                                            WritingModel.ALL.stream()
                                                    .filter(each -> names.contains(each.language()))
                                                    .toList()));
        }
    }

    /// The bytes in one charset.
    private record Reading(Charset charset, String text, WritingScore score) {}

    private static List<Candidate> read() {
        try (InputStream file =
                        Objects.requireNonNull(
                                CharsetGuesser.class.getResourceAsStream("charsets.txt"));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> Candidate.of(line).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The charset of bytes that have some beyond ASCII; empty when no reading is probable or two are about equally so.
    static Optional<Charset> guess(byte[] bytes, Optional<Charset> declared) {
        byte[] sample = sample(bytes);
        boolean cut = bytes.length > SAMPLE;
        List<Reading> readings = new ArrayList<>();
        for (Candidate each : CANDIDATES) {
            boolean named = declared.filter(each.charset::equals).isPresent();
            double prior = each.prior + (named ? DECLARED : 0);
            read(each, prior, sample, cut).ifPresent(readings::add);
        }
        return best(readings);
    }

    /// UTF-16 or UTF-32 without a mark.
    static Optional<Charset> wide(byte[] bytes) {
        byte[] sample = Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE / 4));
        boolean cut = sample.length < bytes.length;
        List<Reading> readings =
                WIDE.stream()
                        .filter(each -> bytes.length % width(each.charset) == 0)
                        .flatMap(each -> read(each, 0, sample, cut).stream())
                        .toList();
        List<Reading> plain = readings.stream().filter(each -> isPlain(each.text)).toList();
        return best(readings)
                .or(
                        () ->
                                plain.size() == 1
                                        ? Optional.of(plain.getFirst().charset)
                                        : Optional.empty());
    }

    private static int width(Charset charset) {
        return charset.name().contains("32") ? 4 : 2;
    }

    /// Whether this is text in one or two scripts, with some blanks or figures among its letters, as any language has.
    private static boolean isPlain(String text) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        int ascii = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int next = text.codePointAt(at);
            boolean blank = next == '\t' || next == '\n' || next == '\r';
            if (!Character.isDefined(next)
                    || (Character.isISOControl(next) && !blank)
                    || Character.getType(next) == Character.PRIVATE_USE) {
                return false;
            }
            scripts.add(UnicodeScript.of(next));
            ascii += next < 0x7F ? 1 : 0;
        }
        scripts.removeAll(EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED));
        return scripts.size() < 3 && ascii * 10 > text.length();
    }

    private static Optional<Charset> best(List<Reading> readings) {
        Comparator<Reading> better = Comparator.comparingDouble(each -> each.score.logarithm());
        return readings.stream()
                .filter(each -> each.score.isText())
                .max(better)
                .filter(found -> readings.stream().noneMatch(other -> rivals(other, found)))
                .map(Reading::charset);
    }

    private static boolean rivals(Reading other, Reading found) {
        double ahead = found.score.logarithm() - other.score.logarithm();
        return !other.text.equals(found.text) && ahead < (other.score.isText() ? AHEAD : 0);
    }

    /// @param cut whether the last character may be cut
    private static Optional<Reading> read(
            Candidate candidate, double prior, byte[] sample, boolean cut) {
        CharsetDecoder decoder = candidate.charset.newDecoder();
        CharBuffer text = CharBuffer.allocate(sample.length + 1);
        if (decoder.decode(ByteBuffer.wrap(sample), text, !cut).isError()) {
            return Optional.empty();
        }
        String read = text.flip().toString();
        return Optional.of(
                new Reading(
                        candidate.charset,
                        read,
                        WritingScore.of(read, candidate.languages, prior)));
    }

    private static byte[] sample(byte[] bytes) {
        if (bytes.length <= SAMPLE) {
            return bytes;
        }
        ByteArrayOutputStream sample = new ByteArrayOutputStream(SAMPLE);
        int from = 0;
        while (from < bytes.length && sample.size() < SAMPLE) {
            boolean ascii = true;
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                ascii &= bytes[to++] >= 0;
            }
            if (!ascii) {
                sample.write(bytes, from, Math.min(to - from, SAMPLE - sample.size()));
                sample.write('\n');
            }
            from = to + 1;
        }
        return sample.toByteArray();
    }
}
