package handcar.rag;

import module java.base;

import handcar.text.TextSanitizer;

/// Reads the sections of a stored text: the text between one heading line (`## Prices`) and the next, with the headings
/// above it. Lines inside code are no headings. A heading with nothing under it, not even smaller headings, is a section
/// that is its own text, so that it can be found.
final class SectionParser {
    private static final String BETWEEN = " › ";

    /// Code points. A longer path of headings adds nothing.
    private static final int LONGEST_PATH = 500;

    /// Receives each section: the headings above it, and where its text begins and ends.
    interface Reader {
        void section(String heading, int from, int to);
    }

    private record Heading(int level, String text, int from, int to) {}

    private final String text;
    private final List<Heading> above = new ArrayList<>();

    SectionParser(String text) {
        this.text = text;
    }

    void each(Reader reader) {
        int from = 0;
        int fence = 0;
        for (int line = 0; line < text.length(); ) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            int ticks = ticks(line, end);
            if (fence == 0 || ticks >= fence) {
                fence = fence == 0 ? ticks : 0;
            }
            int level = fence > 0 ? 0 : level(line, end);
            if (level > 0) {
                section(reader, from, line, level);
                String heading = text.substring(line + level, end).strip();
                above.removeIf(outer -> outer.level >= level);
                above.add(new Heading(level, heading, line, end));
                from = end;
            }
            line = end + 1;
        }
        section(reader, from, text.length(), 1);
    }

    private void section(Reader reader, int from, int to, int nextLevel) {
        if (!text.substring(from, to).isBlank()) {
            reader.section(path(above), from, to);
        } else if (!above.isEmpty() && above.getLast().level >= nextLevel) {
            Heading alone = above.getLast();
            reader.section(
                    path(above.subList(0, above.size() - 1)), alone.from + alone.level, alone.to);
        }
    }

    private static String path(List<Heading> headings) {
        String path = String.join(BETWEEN, headings.stream().map(Heading::text).toList());
        return TextSanitizer.first(LONGEST_PATH, path);
    }

    /// How many backticks open this line, when they open or close a block of code.
    private int ticks(int from, int to) {
        int ticks = 0;
        while (from + ticks < to && text.charAt(from + ticks) == '`') {
            ticks++;
        }
        return ticks < 3 ? 0 : ticks;
    }

    /// How many `#` open this line, when it is a heading.
    private int level(int from, int to) {
        int level = 0;
        while (level < 7 && from + level < to && text.charAt(from + level) == '#') {
            level++;
        }
        boolean heading =
                level > 0 && level < 7 && from + level < to && text.charAt(from + level) == ' ';
        return heading ? level : 0;
    }
}
