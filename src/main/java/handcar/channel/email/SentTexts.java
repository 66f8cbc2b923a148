package handcar.channel.email;

import module java.base;

import handcar.text.HtmlMailText;

/// What we wrote to a customer, to recognise it in a reply, however it was broken into lines and marked.
final class SentTexts {
    /// Letters and digits that are compared; fewer than the least say nothing.
    private static final int COMPARED = 40;

    private static final int LEAST = 10;
    private static final int MOST_LINES = 12;

    /// A mark of a source, whose title is sent below the text.
    private static final Pattern CITED = Pattern.compile("\\[\\d{1,3}]");

    private static final Pattern SOURCE = Pattern.compile("^\\[\\d{1,3}]\\s");

    private static final Pattern DIGITS = Pattern.compile("\\p{N}+");

    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /// Letters after which what follows in the same line is somebody else's, also within a sentence.
    private static final int CERTAIN = 20;

    /// Letters of the line before with which a short one is compared.
    private static final int TAIL = 30;

    /// Lines without marks that are compared.
    private static final int MOST_COPIED = 2_000;

    private static final Pattern SENTENCE = Pattern.compile("[.!?:;…。！？：]$");

    /// An address that a program shows behind a word.
    private static final Pattern SHOWN = Pattern.compile("<(?:mailto|https?|tel):[^<>]{0,2000}>");

    private static final Pattern BEHIND_LINE = Pattern.compile("^(.{8,600}?[:：])\\s{2,}(\\S.*)$");

    private static final Pattern BLANK = Pattern.compile("\\s+");

    private final List<OwnText> texts;
    private final List<OwnText> uncited;
    private final List<OwnText> theirs;

    /// The lines and sentences of our texts.
    private final Set<String> sentences;

    /// A text without what stands between its words.
    ///
    /// @param words the same without digits
    private record OwnText(String letters, String words) {
        static OwnText of(String text) {
            String letters = SentTexts.letters(text);
            return new OwnText(letters, DIGITS.matcher(letters).replaceAll(""));
        }
    }

    /// @param texts of ours
    /// @param theirs what the customer wrote before
    SentTexts(List<String> texts, List<String> theirs) {
        this.texts = texts.stream().map(OwnText::of).toList();
        this.theirs = theirs.stream().map(OwnText::of).toList();
        this.sentences =
                texts.stream()
                        .flatMap(text -> Arrays.stream(text.split("\n|(?<=[.!?。！？])")))
                        .map(SentTexts::letters)
                        .collect(Collectors.toSet());
        this.uncited =
                texts.stream()
                        .filter(text -> !CITED.matcher(text).find())
                        .map(OwnText::of)
                        .toList();
    }

    /// Whether the lines from here on are words of ours.
    boolean beginWith(List<String> lines, int at) {
        if (texts.isEmpty() || at >= lines.size()) {
            return false;
        }
        StringBuilder text = new StringBuilder();
        for (int i = at;
                i < Math.min(lines.size(), at + MOST_LINES) && text.length() < COMPARED;
                i++) {
            text.append(letters(lines.get(i)));
        }
        String begin = text.substring(0, Math.min(COMPARED, text.length()));
        return begin.length() >= LEAST
                && texts.stream().anyMatch(sent -> sent.letters.contains(begin));
    }

    /// Whether a line about a mail goes on with words of ours, and nothing but them follows. Yahoo's program for Android writes so.
    boolean beginBehindLine(List<String> lines, int at) {
        Matcher line = BEHIND_LINE.matcher(lines.get(at).strip());
        if (texts.isEmpty() || !line.matches() || !QuotedMailLine.tells(line.group(1))) {
            return false;
        }
        String words =
                letters(
                        line.group(2)
                                + HtmlMailText.unmarked(
                                        String.join("", lines.subList(at + 1, lines.size()))));
        return words.length() >= CERTAIN && isIn(texts, words);
    }

    /// Whether somebody wrote among words of ours that these lines quote: programs put their mark before such answers, too. Behind
    /// the last words of ours only where nothing else was sent below them.
    boolean areAnsweredIn(List<String> lines) {
        return !texts.isEmpty() && (isAnsweredQuoted(lines) || isAnsweredUnquoted(lines));
    }

    private boolean isAnsweredQuoted(List<String> lines) {
        boolean ours = false;
        boolean uncitedOnly = false;
        boolean between = false;
        String before = "";
        for (String line : lines) {
            String bare = line.strip();
            String words = bare.startsWith(">") ? bare.substring(1).strip() : "";
            String letters = letters(words);
            if (!bare.startsWith(">") || words.startsWith(">")) {
                if (between && uncitedOnly) {
                    return true;
                }
                ours &= bare.startsWith(">");
                between = false;
                before = "";
            } else if (areOurs(before, letters)) {
                if (between && letters.length() >= LEAST) {
                    return true;
                }
                ours |= letters.length() >= LEAST;
                uncitedOnly = isIn(uncited, letters);
                before = tail(before + letters);
            } else if (isContinued(words)) {
                return true;
            } else if (ours) {
                between |= !QuotedMailLine.ends(words);
                ours = !QuotedMailLine.ends(words);
            }
        }
        return between && uncitedOnly;
    }

    /// The same in a copied mail without marks before its lines: behind a line of ours, or between two.
    private boolean isAnsweredUnquoted(List<String> lines) {
        boolean isCopied = false;
        boolean ours = false;
        boolean between = false;
        String before = "";
        for (String line : lines.subList(0, Math.min(MOST_COPIED, lines.size()))) {
            String words = line.strip();
            boolean isRead = isCopied && !words.startsWith(">");
            String letters = isRead ? letters(words) : "";
            if (QuotedMailLine.beginsCopy(words)) {
                isCopied = true;
                ours = false;
                between = false;
            } else if (!letters.isEmpty()) {
                if (areOurs(before, letters)) {
                    if (between && letters.length() >= LEAST) {
                        return true;
                    }
                    ours |= letters.length() >= LEAST;
                    before = tail(before + letters);
                } else if (isContinued(words)) {
                    return true;
                } else {
                    between |= ours;
                }
            }
        }
        return false;
    }

    /// Whether something new stands below old words in a copied mail that has no end: then it is not certain to be old to its end.
    boolean areFollowed(List<String> lines) {
        boolean isCopied = false;
        boolean isHead = false;
        boolean isKnown = false;
        boolean isQuoted = false;
        String before = "";
        for (String line : lines.subList(0, Math.min(MOST_COPIED, lines.size()))) {
            String words = line.strip();
            String letters = letters(words);
            if (words.equals(HtmlMailText.QUOTE) || words.equals(HtmlMailText.CITATION)) {
                isQuoted = true;
            } else if (words.equals(HtmlMailText.END)) {
                isQuoted = false;
            } else if (QuotedMailLine.beginsCopy(words)) {
                isCopied = true;
                isHead = true;
            } else if (letters.isEmpty()) {
                isHead = false;
            } else if (isCopied && !isHead && !isQuoted && !isProgramsLine(words)) {
                if (areOurs(before, letters) || isIn(theirs, letters)) {
                    isKnown |= letters.length() >= LEAST;
                    before = tail(before + letters);
                } else if (isKnown) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The title of a source below our text, what is quoted with marks, and what a phone adds.
    private static boolean isProgramsLine(String line) {
        return line.startsWith(">") || SOURCE.matcher(line).find() || MailText.isOfPhone(line);
    }

    private static String tail(String letters) {
        return letters.substring(Math.max(0, letters.length() - TAIL));
    }

    /// Whether a line is of ours. Few letters stand in many words: they are only when they go on where the line before ended, or are a
    /// line or a sentence.
    private boolean areOurs(String before, String letters) {
        return letters.length() >= LEAST
                ? isIn(texts, letters)
                : letters.isEmpty()
                        || sentences.contains(letters)
                        || (!before.isEmpty()
                                && texts.stream()
                                        .anyMatch(each -> each.letters.contains(before + letters)));
    }

    /// Whether a line begins with words of ours and goes on with others.
    private boolean isContinued(String line) {
        String shown = SHOWN.matcher(line).replaceAll(" ").strip();
        String begin = letters(shown);
        if (begin.length() <= LEAST
                || QuotedMailLine.ends(line)
                || !isIn(texts, begin.substring(0, LEAST))) {
            return false;
        }
        String[] words = BLANK.split(shown);
        int least = 0;
        int most = words.length;
        while (least < most) {
            int middle = (least + most + 1) / 2;
            if (isIn(texts, letters(joined(words, 0, middle)))) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        String head = joined(words, 0, least);
        String tail = letters(joined(words, least, words.length));
        int length = letters(head).length();
        return !tail.isEmpty()
                && (length >= CERTAIN || (length >= LEAST && SENTENCE.matcher(head).find()))
                && !(tail.length() >= LEAST && isIn(texts, tail));
    }

    private static String joined(String[] words, int from, int to) {
        return String.join(" ", Arrays.asList(words).subList(from, to));
    }

    /// Numbers do not count beside words: those of sources are sent otherwise.
    private static boolean isIn(List<OwnText> texts, String letters) {
        String words = DIGITS.matcher(letters).replaceAll("");
        return words.isEmpty()
                ? texts.stream().anyMatch(text -> text.letters.contains(letters))
                : texts.stream().anyMatch(text -> text.words.contains(words));
    }

    private static String letters(String text) {
        return OTHER.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
