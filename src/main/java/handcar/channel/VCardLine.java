package handcar.channel;

import module java.base;

/// A line of a vCard: `item1.TEL;waid=15550100622:+1 555 010 0622`. <https://www.rfc-editor.org/rfc/rfc6350#section-3.3>
///
/// @param name in capital letters, without a group
/// @param parameters what stands between the name and the colon, in capital letters
/// @param value unfolded, its escapes as they are written
record VCardLine(String name, String parameters, String value) {
    /// A line break before a blank continues the line; so does one behind `=` in the encoding of older cards.
    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]");

    private static final Pattern SOFT_BREAK =
            Pattern.compile("=\\r?\\n(?!(?:[A-Za-z0-9-]+\\.)?[A-Z-]{1,40}[;:])");

    private static final Pattern LINE =
            Pattern.compile(
                    "(?im)^(?:[a-z0-9-]{1,40}\\.)?([a-z0-9-]{1,40})((?:;(?:\"[^\"\\n"
                            + "]{0,200}\"|[^:\"\\n"
                            + "]){0,400})?):(.+)$");

    private static final Pattern WHATSAPP_ID = Pattern.compile("WAID=(\\d{4,20})");

    /// Lines for programs, and those that only name another line.
    private static final Pattern FOR_PROGRAMS =
            Pattern.compile(
                    "BEGIN|END|VERSION|PRODID|UID|REV|PHOTO|LOGO|SOUND|KEY|FN|N|TEL|KIND|SOURCE|CLASS|SORT-STRING|CLIENTPIDMAP|MAILER"
                        + "|X-AB(?:LABEL|ADR|SHOWAS|UID|RELATEDNAMES)|X-(?:IMAGE|SHARED|ACTIVITY|PHONETIC)\\S*|X-APPLE-SUBLOCALITY|LANG|TZ");

    static List<VCardLine> all(String vcard) {
        List<VCardLine> lines = new ArrayList<>();
        String whole = FOLD.matcher(SOFT_BREAK.matcher(vcard).replaceAll("")).replaceAll("");
        for (Matcher line = LINE.matcher(whole); line.find(); ) {
            lines.add(
                    new VCardLine(
                            line.group(1).toUpperCase(Locale.ROOT),
                            line.group(2).toUpperCase(Locale.ROOT),
                            line.group(3)));
        }
        return lines;
    }

    /// What the first line with this name says.
    static Optional<String> text(List<VCardLine> lines, String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .map(line -> name.equals("N") ? line.personName() : line.text())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    boolean isPhone() {
        return name.equals("TEL");
    }

    /// Whether people read it beside the name and the numbers.
    boolean isOther() {
        boolean isBytes =
                parameters.contains("ENCODING=B")
                        || value.toLowerCase(Locale.ROOT).startsWith("data:");
        return !FOR_PROGRAMS.matcher(name).matches() && !isBytes;
    }

    /// The number; WhatsApp's own for it when there is no other.
    Stream<String> number() {
        Matcher id = WHATSAPP_ID.matcher(parameters);
        return !text().isEmpty()
                ? Stream.of(text())
                : id.find() ? Stream.of("+" + id.group(1)) : Stream.empty();
    }

    /// The value as people read it: its parts between commas.
    String text() {
        return parts().collect(Collectors.joining(", ")).replaceFirst("(?i)^(?:tel|mailto):", "");
    }

    /// The family's name stands first in the line.
    private String personName() {
        List<String> parts = parts().toList();
        return parts.size() < 2 ? String.join(" ", parts) : parts.get(1) + " " + parts.getFirst();
    }

    private Stream<String> parts() {
        return Stream.of(decoded().split("(?<!\\\\);", -1))
                .map(
                        part ->
                                part.replaceAll("\\\\[nN]", ", ")
                                        .replaceAll("\\\\([,;:\\\\])", "$1")
                                        .strip())
                .filter(part -> !part.isEmpty());
    }

    /// Older cards write letters as `=C3=BC`.
    private String decoded() {
        if (!parameters.contains("QUOTED-PRINTABLE")) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher letter = Pattern.compile("=([0-9A-Fa-f]{2})|([^=]+|=)").matcher(value);
        while (letter.find()) {
            if (letter.group(1) != null) {
                bytes.write(Integer.parseInt(letter.group(1), 16));
            } else {
                bytes.writeBytes(letter.group(2).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
