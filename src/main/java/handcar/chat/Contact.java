package handcar.chat;

import module java.base;

import handcar.db.Row;
import handcar.text.Language;
import handcar.text.ReplyLanguage;

/// A person who writes to us. `externalId` is proven by the channel; `claimedId` is what a web visitor claims.
public record Contact(
        UUID id,
        String channel,
        String externalId,
        Optional<String> claimedId,
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Map<String, Object> attributes,
        Instant createdAt) {
    /// Channels whose provider knows the person's telephone number.
    private static final Set<String> PHONES =
            Set.of("whatsapp", "360dialog", "evolution", "twilio");

    static Contact of(Row row) {
        return new Contact(
                row.uuid("contact_id"),
                row.text("channel"),
                row.text("external_id"),
                row.findText("claimed_id"),
                row.findText("name"),
                row.findText("email"),
                row.findText("phone"),
                row.object("attributes"),
                row.instant("contact_since"));
    }

    /// The language of the person's app, where the channel tells it: a hint for texts that tell none.
    public Optional<Language> language() {
        return Optional.ofNullable(attributes.get("language"))
                .map(Object::toString)
                .flatMap(ReplyLanguage::byCode);
    }

    /// What is proven: the address that a mail came from, the number of a telephone channel, the id that a provider or a program with
    /// a key vouches for. The rest is what the person says.
    private Map<String, Boolean> verified() {
        return Map.of(
                "email",
                        channel.equals("email")
                                && email.filter(externalId::equalsIgnoreCase).isPresent(),
                "phone", PHONES.contains(channel),
                "external_id", !externalId.equals(id.toString()));
    }

    /// The JSON of the API.
    public Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("id", id.toString());
        json.put("channel", channel);
        json.put("external_id", externalId);
        json.put("claimed_external_id", claimedId.orElse(null));
        json.put("verified", verified());
        json.put("name", name.orElse(null));
        json.put("email", email.orElse(null));
        json.put("phone", phone.orElse(null));
        json.put("attributes", attributes);
        json.put("created_at", createdAt.toString());
        return json;
    }
}
