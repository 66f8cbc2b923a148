package handcar.channel;

import module java.base;

import handcar.channel.InboundEvent.Attachment;

/// A contact's card, of a provider's own or as a vCard: <https://www.rfc-editor.org/rfc/rfc6350#section-3.3>.
///
/// @param phones every number, as it is written there
/// @param emails every address
public record ContactCard(Optional<String> name, List<String> phones, List<String> emails) {
    /// A line break before a blank continues the line.
    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]");

    /// `item1.TEL;waid=15550100622:+1 555 010 0622`
    private static final Pattern LINE =
            Pattern.compile(
                    "(?im)^(?:[a-z0-9-]{1,40}\\.)?(FN|TEL|EMAIL)(?:;(?:\"[^\"\\n"
                            + "]{0,200}\"|[^:\"\\n"
                            + "]){0,400})?:(.{1,300})$");

    private static final int MOST = 20;

    /// The card in this text; an empty one when it is none.
    public static ContactCard of(String vcard) {
        Map<String, List<String>> values = new HashMap<>();
        for (Matcher line = LINE.matcher(FOLD.matcher(vcard).replaceAll("")); line.find(); ) {
            String value = line.group(2).replaceFirst("(?i)^(?:tel|mailto):", "").strip();
            if (!value.isEmpty()) {
                values.computeIfAbsent(
                                line.group(1).toUpperCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(value.replace("\\,", ",").replace("\\;", ";"));
            }
        }
        return new ContactCard(
                values.getOrDefault("FN", List.of()).stream().findFirst(),
                some(values.getOrDefault("TEL", List.of())),
                some(values.getOrDefault("EMAIL", List.of())));
    }

    private static List<String> some(List<String> values) {
        return values.stream().distinct().limit(MOST).toList();
    }

    /// The card with another name, as far as there is one.
    public ContactCard called(Optional<String> other) {
        return new ContactCard(other.or(this::name), phones, emails);
    }

    /// The card as an attachment; its caption lists everything.
    public Attachment attachment() {
        List<String> reached = Stream.concat(phones.stream(), emails.stream()).distinct().toList();
        return new Attachment(
                "contact",
                Optional.empty(),
                name,
                Optional.empty(),
                Optional.of(String.join(", ", reached)).filter(all -> !all.isEmpty()),
                phones.stream().findFirst().map("tel:"::concat));
    }
}
