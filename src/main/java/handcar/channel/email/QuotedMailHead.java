package handcar.channel.email;

import module java.base;

import handcar.text.HtmlMailText;

/// The head of a copied mail, as Outlook and others write it: lines with the sender, the time, the recipient and the subject.
final class QuotedMailHead {
    private static final Pattern LABELLED =
            Pattern.compile(
                    "^[*>\\s]*(\\p{L}[\\p{L}\\p{M}"
                            + " .'’-]{0,30}?)[*\\s\u00A0]*[:：]\\*?\\s?(.{0,600})$");

    private static final Pattern SENDER = MailWords.pattern("(?iu)(?:%s)", "sender");
    private static final Pattern SUBJECT = MailWords.pattern("(?iu)(?:%s)", "subject");

    private static final int MOST_LINES = 8;
    private static final int LEAST_LABELS = 3;

    /// The sender stands among the first lines.
    private static final int SENDER_WITHIN = 4;

    private final List<String> lines;
    private final String subject;
    private final boolean isPrefixed;
    private final MailPeople people;

    private record Label(String name, String value) {}

    /// @param subject of the mail that copies
    QuotedMailHead(List<String> lines, String subject, MailPeople people) {
        this.lines = lines;
        this.subject = MailWords.bare(subject);
        this.isPrefixed = !MailWords.plain(subject).equals(this.subject);
        this.people = people;
    }

    /// Whether a head begins at this line. Somebody who moves house writes "From:", "To:" and "Date:", but no subject.
    boolean isAt(int at, boolean reply) {
        List<Label> labels = isBegun(at) ? List.of() : labels(at);
        return labels.size() >= LEAST_LABELS
                && !isOthers(labels)
                && hasSubject(labels)
                && (reply
                        ? isDated(labels) || isSubject(labels)
                        : isFromUs(labels) || (isPrefixed && isDated(labels) && isSubject(labels)))
                && (hasSender(labels) || isAddressed(labels.getFirst()));
    }

    /// Whether a head that goes on here would have begun before.
    private boolean isBegun(int at) {
        return at > 0 && LABELLED.matcher(MailWords.plain(lines.get(at - 1))).matches();
    }

    /// The first text below the head that begins here; the same place when there is none, or of a mail between others.
    int below(int at) {
        List<Label> labels = isBegun(at) ? List.of() : labels(at);
        boolean isHead = labels.size() >= LEAST_LABELS && !isOthers(labels);
        int next = at;
        while (isHead
                && next < Math.min(lines.size(), at + 2 * MOST_LINES)
                && !HtmlMailText.unmarked(lines.get(next)).isBlank()) {
            next++;
        }
        return next == at ? at : next(next);
    }

    /// Whether a head is the next text.
    boolean follows(int at) {
        int next = next(at);
        return labels(next).size() >= LEAST_LABELS && !isOthers(labels(next));
    }

    /// Whether the next text says from whom and when a mail was, if only in part.
    boolean tellsSender(int at) {
        List<Label> labels = labels(next(at));
        return !labels.isEmpty() && !isOthers(labels) && (hasSender(labels) || isDated(labels));
    }

    /// Whether the head that is the next text is of a mail between others, which the sender copied to show it.
    boolean isOthers(int at) {
        return isOthers(labels(next(at)));
    }

    /// Whether a head is the next text below a line across the page.
    boolean followsRule(int at) {
        List<Label> labels = labels(next(at));
        return labels.size() >= LEAST_LABELS
                && !isOthers(labels)
                && (hasSender(labels) || hasSubject(labels))
                && (hasSubject(labels) || labels.stream().anyMatch(QuotedMailHead::isAddressed));
    }

    /// What the first head in the text tells of its sender.
    Optional<String> sender() {
        return IntStream.range(0, lines.size())
                .mapToObj(this::labels)
                .filter(labels -> labels.size() >= LEAST_LABELS && hasSender(labels))
                .filter(labels -> hasSubject(labels) || isDated(labels))
                .findFirst()
                .flatMap(QuotedMailHead::sender)
                .map(Label::value);
    }

    private int next(int at) {
        int next = at;
        while (next < lines.size() && HtmlMailText.unmarked(lines.get(next)).isBlank()) {
            next++;
        }
        return next;
    }

    /// The labelled lines from here to the first blank one; a long value may go on in lines of its own.
    private List<Label> labels(int at) {
        List<Label> labels = new ArrayList<>();
        for (int i = at; i < lines.size() && i < at + MOST_LINES; i++) {
            Matcher line = LABELLED.matcher(MailWords.plain(lines.get(i)));
            if (line.matches()) {
                labels.add(new Label(line.group(1).strip(), line.group(2).strip()));
            } else if (labels.isEmpty() || !goesOn(labels.getLast(), lines.get(i))) {
                break;
            }
        }
        return labels;
    }

    /// Whether a line belongs to the value before it, such as a second recipient.
    private static boolean goesOn(Label last, String line) {
        return !line.isBlank()
                && (line.startsWith(" ")
                        || line.startsWith("\t")
                        || last.value().isEmpty()
                        || last.value().endsWith(",")
                        || last.value().endsWith(";"));
    }

    private boolean isOthers(List<Label> labels) {
        return sender(labels).filter(each -> people.areOthersIn(each.value())).isPresent();
    }

    private static Optional<Label> sender(List<Label> labels) {
        return labels.stream().filter(each -> SENDER.matcher(each.name()).matches()).findFirst();
    }

    private static boolean hasSender(List<Label> labels) {
        return labels.stream()
                .limit(SENDER_WITHIN)
                .anyMatch(each -> SENDER.matcher(each.name()).matches());
    }

    private boolean hasSubject(List<Label> labels) {
        return isSubject(labels)
                || labels.stream().anyMatch(each -> SUBJECT.matcher(each.name()).matches());
    }

    /// Whether it names the subject of the mail that copies.
    private boolean isSubject(List<Label> labels) {
        return !subject.isEmpty()
                && labels.stream().anyMatch(each -> MailWords.bare(each.value()).equals(subject));
    }

    /// Whether it has an address or a time of day, as every mail program writes, and somebody who tells of a delivery note need not.
    private static boolean isDated(List<Label> labels) {
        return labels.stream()
                .filter(each -> !SUBJECT.matcher(each.name()).matches())
                .anyMatch(each -> isAddressed(each) || QuotedMailLine.isDated(each.value()));
    }

    private boolean isFromUs(List<Label> labels) {
        return labels.stream()
                .limit(SENDER_WITHIN)
                .flatMap(each -> MailPeople.addresses(each.value()).stream())
                .anyMatch(people::isOurs);
    }

    private static boolean isAddressed(Label label) {
        return !MailPeople.addresses(label.value()).isEmpty();
    }
}
