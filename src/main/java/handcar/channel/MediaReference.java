package handcar.channel;

import module java.base;

import handcar.json.JsonView;

/// A file at a provider, as it is stored until it is fetched.
///
/// @param channel the kind of the account
/// @param account our account, by the provider's name for it
/// @param binding the row of the account; empty for the environment's account
/// @param message the provider's name for the message
/// @param reference the provider's id or URL for the file
public record MediaReference(
        String channel, String account, Optional<UUID> binding, String message, String reference) {

    /// Reads what [#json] wrote; empty for a file that no provider has.
    public static Optional<MediaReference> of(JsonView json) {
        return json.text("reference")
                .map(
                        reference ->
                                new MediaReference(
                                        json.text("channel").orElse(""),
                                        json.text("account").orElse(""),
                                        json.text("binding").map(UUID::fromString),
                                        json.text("message").orElse(""),
                                        reference));
    }

    /// What is stored of it.
    public JsonView json() {
        Map<String, Object> json = new HashMap<>();
        json.put("channel", channel);
        json.put("account", account);
        json.put("binding", binding.map(UUID::toString).orElse(null));
        json.put("message", message);
        json.put("reference", reference);
        return new JsonView(json);
    }
}
