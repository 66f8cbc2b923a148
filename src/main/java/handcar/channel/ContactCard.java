package handcar.channel;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.json.JsonView;

/// A contact's card, of a provider's own or as a vCard.
///
/// @param phones every number, as it is written there
/// @param others all else that people read: e-mail and postal addresses, the company, sites, notes
public record ContactCard(Optional<String> name, List<String> phones, List<String> others) {
    /// In lines of one kind; a card has a few.
    private static final int MOST = 50;

    /// Fields of a provider's own card that are not among the others.
    private static final Set<String> OWN_PLACE = Set.of("name", "phones", "type", "vcard");

    /// The card in this text; an empty one when it is none.
    public static ContactCard of(String vcard) {
        List<VCardLine> lines = VCardLine.all(vcard);
        return new ContactCard(
                VCardLine.text(lines, "FN").or(() -> VCardLine.text(lines, "N")),
                some(lines.stream().filter(VCardLine::isPhone).flatMap(VCardLine::number)),
                some(lines.stream().filter(VCardLine::isOther).map(VCardLine::text)));
    }

    /// A card in WhatsApp's form: `{name:{formatted_name,first_name},phones:[{phone,wa_id}],emails:[{email}],org:{company}}`.
    public static ContactCard of(JsonView card) {
        JsonView name = card.at("name");
        String parts =
                Stream.of("prefix", "first_name", "middle_name", "last_name", "suffix")
                        .flatMap(part -> name.text(part).stream())
                        .collect(Collectors.joining(" "));
        return new ContactCard(
                name.text("formatted_name")
                        .or(name::text)
                        .or(() -> Optional.of(parts).filter(text -> !text.isEmpty())),
                some(
                        elements(card.at("phones"))
                                .flatMap(
                                        each ->
                                                each
                                                        .text("phone")
                                                        .or(each::text)
                                                        .or(
                                                                () ->
                                                                        each.text("wa_id")
                                                                                .map("+"::concat))
                                                        .stream())),
                some(
                        card.fields().keySet().stream()
                                .filter(field -> !OWN_PLACE.contains(field))
                                .flatMap(field -> told(card.at(field)))));
    }

    /// A list, or what stands in its place.
    private static Stream<JsonView> elements(JsonView value) {
        return value.value() instanceof List<?> ? value.each() : Stream.of(value);
    }

    /// A line for each element of a list; the parts of one thing stand on one line.
    private static Stream<String> told(JsonView value) {
        return value.value() instanceof List<?>
                ? value.each().flatMap(ContactCard::told)
                : Stream.of(
                        Stream.concat(
                                        value.text().stream(),
                                        value.fields().keySet().stream()
                                                .filter(field -> !OWN_PLACE.contains(field))
                                                .filter(field -> !field.equals("country_code"))
                                                .flatMap(field -> told(value.at(field))))
                                .collect(Collectors.joining(", ")));
    }

    private static List<String> some(Stream<String> values) {
        return values.map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(MOST)
                .toList();
    }

    /// The card with another name, as far as there is one.
    public ContactCard called(Optional<String> other) {
        return new ContactCard(other.or(this::name), phones, others);
    }

    /// The card with one more number in front, unless it is there in another spelling.
    public ContactCard reachedBy(Optional<String> number) {
        Set<String> told = new HashSet<>();
        List<String> all =
                Stream.concat(number.stream(), phones.stream())
                        .filter(each -> told.add(each.replaceAll("\\D", "")))
                        .toList();
        return new ContactCard(name, all, others);
    }

    /// The card as an attachment; its caption lists everything.
    public Attachment attachment() {
        List<String> all = Stream.concat(phones.stream(), others.stream()).distinct().toList();
        return new Attachment(
                "contact",
                Optional.empty(),
                name,
                Optional.empty(),
                Optional.of(String.join(", ", all)).filter(text -> !text.isEmpty()),
                phones.stream().findFirst().map("tel:"::concat));
    }
}
