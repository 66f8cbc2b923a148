package handcar.text;

import module java.base;

/// Text in UTF-8 that some program read in another charset and wrote as UTF-8 once more: `FahrrÃ¤der`. Such letters in a row are
/// valid UTF-8 when they are written in that charset again, which no text is by accident for long.
final class MisreadUtf8 {
    /// Windows-1252 also gives back the control characters for which it has no letter.
    private static final List<Charset> MISREADINGS =
            Stream.of("windows-1252", "windows-1251", "IBM850", "x-MacRoman")
                    .flatMap(name -> TextDecoder.named(name).stream())
                    .toList();

    private static final Pattern RUN = Pattern.compile("[^\\x00-\\x7F]{2,}");

    /// Of the characters beyond ASCII so many are misread when all are: quotations of such text are left alone.
    private static final double MOST_OF_THEM = 0.8;

    /// Characters beyond ASCII. Fewer may be an accident.
    private static final int FEWEST = 4;

    /// How often a text is misread at most, one program after the other.
    private static final int MOST_TIMES = 3;

    private static final int SAMPLE = 20_000;

    private MisreadUtf8() {}

    /// The text as it was meant; the same text when it was not misread.
    static String repaired(String text) {
        String repaired = text;
        for (int time = 0; time < MOST_TIMES; time++) {
            String sample = repaired.substring(0, Math.min(repaired.length(), SAMPLE));
            Optional<Charset> misread =
                    MISREADINGS.stream().filter(charset -> isMisread(sample, charset)).findFirst();
            if (misread.isEmpty()) {
                break;
            }
            repaired =
                    RUN.matcher(repaired)
                            .replaceAll(
                                    run ->
                                            Matcher.quoteReplacement(
                                                    meant(run.group(), misread.get())));
        }
        return repaired;
    }

    private static boolean isMisread(String text, Charset charset) {
        int misread = 0;
        for (Matcher run = RUN.matcher(text); run.find(); ) {
            misread += meant(run.group(), charset).equals(run.group()) ? 0 : run.group().length();
        }
        return misread >= FEWEST
                && misread > MOST_OF_THEM * text.chars().filter(next -> next > 0x7F).count();
    }

    private static String meant(String run, Charset charset) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(run.length());
            CharsetEncoder encoder = charset.newEncoder();
            for (int at = 0; at < run.length(); at++) {
                char next = run.charAt(at);
                boolean control = next < 0xA0 && !encoder.canEncode(next);
                bytes.write(
                        control ? next : encoder.encode(CharBuffer.wrap(run, at, at + 1)).get());
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException written) {
            return run;
        }
    }
}
