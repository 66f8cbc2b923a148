package handcar.channel;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.text.TextSanitizer;

import org.jspecify.annotations.Nullable;

/// A webhook as it was received. Nothing in it may be trusted before [WebhookParser#verify].
///
/// @param event the rest of the path (`/webhooks/evolution/messages-upsert`); usually empty
/// @param url the public address with its query, as the provider signs it
/// @param headers by their names in lower case
/// @param query the parameters of the address, each with its first value
/// @param body the raw bytes, at most 5 MB
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WebhookRequest(
        String event,
        String url,
        Map<String, List<String>> headers,
        Map<String, String> query,
        byte[] body,
        Instant at) {

    /// The same request with its body.
    public WebhookRequest with(byte[] bytes) {
        return new WebhookRequest(event, url, headers, query, bytes, at);
    }

    /// The first value of a header, whatever the case of its name.
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /// The body as a JSON object, with texts that a database can store; [handcar.json.MalformedJsonException] for anything else.
    public JsonView json() {
        return new JsonView(cleaned(Json.object(body)));
    }

    private static @Nullable Object cleaned(@Nullable Object value) {
        return switch (value) {
            case String text -> TextSanitizer.cleaned(text);
            case List<?> list -> list.stream().map(WebhookRequest::cleaned).toList();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> cleaned = new LinkedHashMap<>();
                map.forEach((name, each) -> cleaned.put(cleaned(name), cleaned(each)));
                yield cleaned;
            }
            case null, default -> value;
        };
    }

    /// The bytes as they came, for signatures.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
