package handcar.channel.email;

import static handcar.text.HtmlMailText.CITATION;
import static handcar.text.HtmlMailText.END;
import static handcar.text.HtmlMailText.QUOTE;
import static handcar.text.HtmlMailText.REST;
import static handcar.text.HtmlMailText.RULE;

import module java.base;

import handcar.text.HtmlMailText;

/// Takes the earlier mails off a reply. What a mail program declares comes first, then what only mail programs write, then
/// what our own mails said. Where none of them is certain, nothing is taken, because a customer may write "From:", "wrote:",
/// ">" or "--" in earnest. A mail that would be empty, unless it brings files, and a forwarded one are kept whole.
final class QuotedHistory {
    private static final Pattern ORIGINAL =
            MailWords.pattern("(?iu)^[-_—]{2,}\\s?(?:%s)\\s?[-_—]{2,}$", "original");

    /// In a language that nobody listed.
    private static final Pattern DASHED = Pattern.compile("^-{4,} ?\\P{Cc}{2,60}? ?-{4,}$");

    private static final Pattern LINE = Pattern.compile("^[_\\-=*—]{5,}$");

    /// Programs break the line above a quoted mail anywhere.
    private static final int MOST_LINES_OF_ONE = 4;

    /// In characters.
    private static final int LONGEST_SEPARATOR = 200;

    /// Lines of a quoted mail in which a forwarded one is announced.
    private static final int ANNOUNCED_WITHIN = 8;

    private final List<String> lines;
    private final QuotedMailHead heads;
    private final SentTexts sent;
    private final MailPeople people;
    private final boolean reply;
    private final boolean forwarding;
    private final List<String> kept = new ArrayList<>();

    /// Whether a quoted mail was found: further lines with ">" belong to it.
    private boolean quoting;

    private QuotedHistory(List<String> lines, ParsedMail mail, SentTexts sent) {
        String subject = mail.subject().orElse("");
        this.lines = lines;
        this.people = mail.people();
        this.sent = sent;
        this.reply = !mail.answered().isEmpty() || MailWords.isReply(subject);
        this.forwarding = MailWords.isForward(subject, lines);
        this.heads = new QuotedMailHead(lines, subject, people);
    }

    /// @param text with the marks of [HtmlMailText]
    /// @param sent texts of ours and of the customer that it may quote
    static MailText split(String text, ParsedMail mail, SentTexts sent) {
        String whole = HtmlMailText.unmarked(text).strip();
        QuotedHistory history = new QuotedHistory(List.of(text.split("\n", -1)), mail, sent);
        boolean isWhole =
                history.forwarding
                        || sent.areAnsweredIn(history.lines)
                        || (history.reply && sent.areFollowed(history.lines));
        String fresh = isWhole ? whole : history.read();
        if (fresh.isEmpty() && !mail.attachments().isEmpty()) {
            return new MailText("", Optional.of(whole).filter(all -> !all.isEmpty()));
        }
        return MailText.of(fresh, whole);
    }

    private String read() {
        for (int i = 0; i < lines.size(); ) {
            String line = lines.get(i).strip();
            if (isForwarded(i)) {
                kept.addAll(lines.subList(i, lines.size()));
                break;
            }
            if (isRestHistory(i, line)) {
                break;
            }
            int next = skipped(i, line);
            if (next == i) {
                kept.add(lines.get(i).stripTrailing());
                next++;
            }
            i = next;
        }
        return MailText.of(kept);
    }

    /// Whether this line or the quotation that begins here announces a forwarded mail.
    private boolean isForwarded(int at) {
        String line = lines.get(at).strip();
        return MailWords.announcesForwarded(line)
                || (line.equals(QUOTE)
                        && lines.subList(at, Math.min(lines.size(), at + ANNOUNCED_WITHIN)).stream()
                                .anyMatch(MailWords::announcesForwarded));
    }

    /// Whether everything from here on is an earlier mail.
    private boolean isRestHistory(int at, String line) {
        if (line.equals(REST)) {
            return reply;
        }
        boolean separates = line.length() <= LONGEST_SEPARATOR;
        if (separates && ORIGINAL.matcher(line).matches()) {
            return heads.follows(at + 1) || (reply && isEarlierMail(at + 1));
        }
        if (separates && isRule(line)) {
            return reply && heads.followsRule(at + 1);
        }
        if (heads.isAt(at, reply) || isHeadOfOurs(at) || sent.beginBehindLine(lines, at)) {
            return true;
        }
        int length = attribution(at);
        return length > 0 && !isQuoted(following(at + length)) && isUnquotedMail(at, length);
    }

    /// Whether a head stands above words of ours.
    private boolean isHeadOfOurs(int at) {
        int below = heads.below(at);
        return below > at && sent.beginWith(lines, below);
    }

    /// Whether what follows is a mail and not what a program shows under such a line.
    private boolean isEarlierMail(int at) {
        String next = following(at) < lines.size() ? lines.get(following(at)) : "";
        return heads.tellsSender(at)
                || people.areNamedIn(next)
                || isQuoted(following(at))
                || attribution(following(at)) > 0
                || sent.beginWith(lines, following(at));
    }

    private static boolean isRule(String line) {
        return line.equals(RULE) || LINE.matcher(line).matches() || DASHED.matcher(line).matches();
    }

    /// A mail follows without marks: only when the line is about a mail of ours, or the text is ours.
    private boolean isUnquotedMail(int at, int length) {
        String line = joined(at, length);
        return reply
                && ((QuotedMailLine.namesTime(line) && people.areNamedIn(line))
                        || sent.beginWith(lines, at + length));
    }

    /// Where the text goes on behind what is left out here; the same place when nothing is.
    private int skipped(int at, String line) {
        if (line.equals(QUOTE) || line.equals(CITATION)) {
            return quotation(at, line.equals(QUOTE));
        }
        if (line.startsWith(">")) {
            return angles(at);
        }
        int length = attribution(at);
        if (length > 0 && isQuotedMail(at, length)) {
            quoting = true;
            return at + length;
        }
        return isSignature(at) ? endOfSignature(at) : at;
    }

    private boolean isQuotedMail(int at, int length) {
        int next = following(at + length);
        return isQuoted(next)
                && (QuotedMailLine.isCertain(joined(at, length), people, reply)
                        || sent.beginWith(lines, next));
    }

    private int following(int at) {
        int next = at;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        return next;
    }

    private boolean isQuoted(int at) {
        String line = at < lines.size() ? lines.get(at).strip() : "";
        return line.startsWith(">") || line.equals(QUOTE) || line.equals(CITATION);
    }

    /// A quotation in HTML: left out with its mark when the program says that it is a mail, or the line before or in it.
    private int quotation(int at, boolean declared) {
        int end = at + 1;
        while (end < lines.size() && !lines.get(end).strip().equals(END)) {
            end++;
        }
        boolean mail = (declared && (reply || quoting)) || isMail(at + 1, end, declared || reply);
        if (!mail) {
            return at;
        }
        quoting = true;
        return Math.min(lines.size(), end + 1);
    }

    /// Lines with ">".
    private int angles(int at) {
        int end = at;
        while (end < lines.size() && lines.get(end).strip().startsWith(">")) {
            end++;
        }
        String before = kept.isEmpty() ? "" : kept.getLast().strip();
        boolean introduced = before.endsWith(":") || before.endsWith("：");
        if (isMail(at, end, reply) || (quoting && !introduced)) {
            quoting = true;
            return end;
        }
        kept.addAll(lines.subList(at, end));
        return end;
    }

    /// @param likely whether a line about a mail is enough
    private boolean isMail(int from, int to, boolean likely) {
        if (quoting && from > 0 && lines.get(from - 1).strip().equals(CITATION)) {
            return true;
        }
        int first = from;
        while (first < to && QuotedMailLine.bare(lines.get(first)).isEmpty()) {
            first++;
        }
        if (first == to) {
            return false;
        }
        boolean announced = false;
        boolean ours = false;
        StringBuilder line = new StringBuilder();
        for (int i = first; i < to && i < first + MOST_LINES_OF_ONE; i++) {
            line.append(line.isEmpty() ? "" : " ").append(QuotedMailLine.bare(lines.get(i)));
            boolean certain = QuotedMailLine.isCertain(line.toString(), people, reply);
            announced |= certain;
            ours |= certain && people.areOursIn(line.toString());
        }
        return ours || (likely && announced) || sent.beginWith(lines, first);
    }

    /// How many lines the line above a quoted mail takes from here on; 0 when this is none.
    private int attribution(int at) {
        StringBuilder joined = new StringBuilder();
        for (int n = 1; n <= MOST_LINES_OF_ONE && at + n <= lines.size(); n++) {
            String line = lines.get(at + n - 1).strip();
            if (line.isEmpty() || line.startsWith(">") || isMark(line)) {
                return 0;
            }
            joined.append(joined.isEmpty() ? "" : " ").append(line);
            if (QuotedMailLine.ends(line)) {
                String one = joined.toString();
                return begins(one, line, n, at) ? n : 0;
            }
        }
        return 0;
    }

    /// @param last of the lines, `n` of which begin at `at`
    private boolean begins(String one, String last, int n, int at) {
        if (n == 1) {
            return QuotedMailLine.isWrote(one)
                    || QuotedMailLine.namesSender(one)
                    || QuotedMailLine.isWithoutDate(one)
                    || (QuotedMailLine.hasDate(one) && sent.beginWith(lines, following(at + 1)));
        }
        // the customer's own line may stand directly above
        return !QuotedMailLine.beginsLater(lines.subList(at, at + n))
                && (QuotedMailLine.isWrote(one)
                        || (n == 2 && last.startsWith("<") && QuotedMailLine.namesSender(one)));
    }

    private static boolean isMark(String line) {
        return !line.isEmpty() && HtmlMailText.unmarked(line).isEmpty();
    }

    private String joined(int at, int length) {
        return lines.subList(at, at + length).stream()
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }

    /// "-- " alone (RFC 3676, 4.3), and then nothing but a signature.
    private boolean isSignature(int at) {
        if (!lines.get(at).equals("-- ") || kept.stream().allMatch(String::isBlank)) {
            return false;
        }
        int end = endOfSignature(at);
        return MailSignature.isAlone(lines.subList(at + 1, end), kept, people);
    }

    private int endOfSignature(int at) {
        int end = at + 1;
        while (end < lines.size()
                && end <= at + MailSignature.LONGEST + 1
                && !isQuoted(end)
                && attribution(end) == 0
                && !isRestHistory(end, lines.get(end).strip())) {
            end++;
        }
        return end;
    }
}
