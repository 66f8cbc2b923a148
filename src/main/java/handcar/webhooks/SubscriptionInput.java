package handcar.webhooks;

import module java.base;

import handcar.config.Secret;
import handcar.http.JsonBody;
import handcar.text.TextSanitizer;

/// What an admin says about a subscription; an empty value stays as it is.
///
/// @param key the present signing key, shown again where the address leads to another server
record SubscriptionInput(
        Optional<String> name,
        Optional<String> url,
        Optional<List<String>> types,
        Optional<Boolean> enabled,
        Optional<Secret> key) {
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_KEY = 200;

    /// Enables a subscription that has met its challenge.
    static final SubscriptionInput ENABLED =
            new SubscriptionInput(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(true),
                    Optional.empty());

    /// Reads a body. A new subscription requires an address and event types, and is to be enabled unless the body says no.
    ///
    /// @param urlFault tells what is wrong with an address
    static SubscriptionInput of(
            JsonBody body, boolean isNew, Function<String, Optional<String>> urlFault) {
        Optional<String> url =
                isNew
                        ? Optional.of(body.text("url", 1, LONGEST_URL))
                        : body.findText("url", 1, LONGEST_URL);
        SubscriptionInput given =
                new SubscriptionInput(
                        body.findText("name", 0, 100).map(TextSanitizer::name),
                        url.map(String::strip),
                        isNew || body.has("events") ? Optional.of(types(body)) : Optional.empty(),
                        isNew ? Optional.of(body.flag("enabled", true)) : body.findFlag("enabled"),
                        isNew
                                ? Optional.empty()
                                : body.findText("secret", 0, LONGEST_KEY).map(Secret::new));
        given.url()
                .filter(_ -> body.has("url"))
                .flatMap(urlFault)
                .ifPresent(why -> body.fault("url", why));
        body.check();
        return given;
    }

    private static List<String> types(JsonBody body) {
        List<String> known = WebhookPayloads.EVENT_TYPES;
        List<String> types = body.texts("events", known.size(), 40).stream().distinct().toList();
        if (types.isEmpty() || !known.containsAll(types)) {
            body.fault("events", "must be some of " + String.join(", ", known));
        }
        return types;
    }
}
