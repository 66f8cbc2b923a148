package handcar.channel.email;

import module java.base;

/// The line above a quoted mail: `On Mon, 3 Nov 2025 at 10:00, Shop <help@shop.example> wrote:`.
final class QuotedMailLine {
    private static final List<Pattern> WROTE = MailWords.wrote();
    private static final int LONGEST = 600;

    private static final Pattern ADDRESS =
            Pattern.compile("[<(\\[\"]?(?:mailto:)?[^\\s<>()\"]{1,64}@[^\\s<>()\"]{2,255}");

    /// 10:00, 10.00, 10時00分, 10h00, but not a part of 12.03.2025.
    private static final Pattern TIME =
            Pattern.compile(
                    "(?U)(?<![\\d.])\\d{1,2} ?(?:[:٫]\\d{2}|\\.\\d{2}(?!\\.?\\d)| ?[h時时시点點]"
                            + " ?\\d{2})");

    private static final Pattern YEAR =
            Pattern.compile("(?U)\\b\\d{4}|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}");

    /// Programs do not break a line there; names of months and days are short where they are cut.
    private static final Pattern SENTENCE = Pattern.compile("(?:[!?:]|\\p{L}{6,}\\.)$");

    /// Zoho: `---- On Mon, 03 Nov 2025 10:00:00 +0100 Shop <help@shop.example> wrote ----`.
    private static final Pattern BETWEEN_DASHES = Pattern.compile("^-{3,} ?(.{10,500}?) ?-{3,}$");

    /// Gnus: `Shop <help@shop.example> writes:`; a customer's sentence has no address in brackets behind a name.
    private static final Pattern WITHOUT_DATE =
            Pattern.compile(
                    "^[\"“]?\\p{L}[^<>@:]{0,80}[\"”]? ?<[^<>\\s]{1,64}@[^<>\\s]{2,255}>"
                            + " \\p{L}[\\p{L}\\p{M} ]{1,30} ?[:：]$");

    /// Nextcloud Mail: `"Shop" <help@shop.example> – December 1, 2026 1:00 PM`
    private static final Pattern WITHOUT_VERB =
            Pattern.compile(
                    "^[^<>@:]{0,100}<[^<>\\s]{1,64}@[^<>\\s]{2,255}> [–—-] (?=.*\\d).{6,60}$");

    /// Alpine: `On Tue, 1 Dec 2026, Shop wrote:`
    private static final Pattern WITHOUT_TIME =
            Pattern.compile(
                    "^\\p{L}{1,12} \\p{L}{2,12}\\.?, \\d{1,2}\\.? \\p{L}{3,12}\\.? \\d{4},"
                            + " .{1,200}$");

    /// What programs put above a copied mail whose lines they do not mark.
    private static final Pattern COPY =
            Pattern.compile(
                    "^[\uE0F1\uE0F2\uE0F4]$|^[-_=*—]{5,}$|^-{2,} ?\\P{Cc}{2,60}?"
                            + " ?-{2,}$|^[*]?\\p{L}[\\p{L}\\p{M}"
                            + " ]{0,20}[*]?\\s?[:：][*]?\\s.{0,200}@.{1,200}$");

    private QuotedMailLine() {}

    /// Whether a copied mail may begin here or go on with one before it.
    static boolean beginsCopy(String line) {
        return line.length() < LONGEST && (COPY.matcher(line).matches() || tells(line));
    }

    /// A line without the marks of quoting and of the direction of writing.
    static String bare(String line) {
        int start = 0;
        while (start < line.length() && (line.charAt(start) == '>' || line.charAt(start) <= ' ')) {
            start++;
        }
        return line.substring(start).replaceAll("\\p{Cf}", "").strip();
    }

    /// Whether a line about a mail may end here.
    static boolean ends(String line) {
        String bare = bare(line);
        return bare.length() < LONGEST
                && (bare.endsWith(":")
                        || bare.endsWith("：")
                        || WITHOUT_VERB.matcher(bare).matches()
                        || BETWEEN_DASHES.matcher(bare).matches());
    }

    /// Whether a mail program writes such a line above a copied mail.
    static boolean tells(String line) {
        return ends(line) && (isWrote(line) || namesSender(line));
    }

    private static String plain(String line) {
        String bare = bare(line);
        Matcher dashes = BETWEEN_DASHES.matcher(bare);
        return dashes.matches() ? dashes.group(1) + ":" : bare;
    }

    /// Whether it has the words of a mail program, in any language.
    static boolean isWrote(String line) {
        String plain = plain(line);
        return hasDate(plain) && WROTE.stream().anyMatch(form -> form.matcher(plain).matches());
    }

    /// Whether there are enough digits for a date.
    static boolean hasDate(String line) {
        return line.length() < LONGEST && line.codePoints().filter(Character::isDigit).count() >= 3;
    }

    /// Whether it has a time and an address, in whatever language.
    static boolean namesSender(String line) {
        String bare = bare(line);
        return bare.length() < LONGEST && ADDRESS.matcher(bare).find() && isDated(bare);
    }

    /// Whether it has a name, an address and a verb.
    static boolean isWithoutDate(String line) {
        return WITHOUT_DATE.matcher(bare(line)).matches();
    }

    /// Whether such a line begins in a later one of these, or a sentence ends before: then the first ones are somebody's words.
    static boolean beginsLater(List<String> lines) {
        return IntStream.range(1, lines.size())
                .anyMatch(
                        i ->
                                SENTENCE.matcher(bare(lines.get(i - 1))).find()
                                        || isWhole(
                                                lines.subList(i, lines.size()).stream()
                                                        .map(String::strip)
                                                        .collect(Collectors.joining(" "))));
    }

    private static boolean isWhole(String line) {
        String bare = bare(line);
        boolean isAddressed = bare.length() < LONGEST && ADDRESS.matcher(bare).find();
        return isWrote(line) || (isAddressed && YEAR.matcher(bare).find());
    }

    /// Whether it has a time of day or a date with its year.
    static boolean isDated(String line) {
        return namesTime(line) || YEAR.matcher(line).find();
    }

    static boolean namesTime(String line) {
        return TIME.matcher(line).find();
    }

    /// Whether only a mail program writes such a line above quoted text of the sender or of us.
    ///
    /// @param reply whether the mail answers another
    static boolean isCertain(String line, MailPeople people, boolean reply) {
        if (!ends(line) || people.areOthersIn(line)) {
            return false;
        }
        boolean named =
                people.areNamedIn(line) && (namesSender(line) || (reply && isWithoutDate(line)));
        boolean isTimed = namesTime(line) || WITHOUT_TIME.matcher(bare(line)).matches();
        return named || (reply && isWrote(line) && isTimed);
    }
}
