package handcar.webhooks;

import module java.base;

import handcar.config.Secret;
import handcar.net.HmacSignatures;
import handcar.net.TrustedHosts;

import org.jspecify.annotations.Nullable;

/// A subscription: an address of another program that receives events.
///
/// @param key signs the requests
/// @param formerKey signs as well until `formerUntil`
/// @param failingSince since when it has accepted no event; empty while deliveries succeed
/// @param disabledReason why this server disabled it; empty when it is enabled or a person disabled it
record Subscription(
        UUID id,
        String name,
        String url,
        List<String> types,
        SigningKey key,
        Optional<SigningKey> formerKey,
        Optional<Instant> formerUntil,
        boolean enabled,
        Optional<Instant> failingSince,
        Optional<String> disabledReason,
        Instant createdAt,
        Instant updatedAt) {
    private boolean signsTwice() {
        return formerKey.isPresent()
                && formerUntil.filter(end -> end.isAfter(Instant.now())).isPresent();
    }

    /// Whether an address leads to the same server as now, over the same protocol.
    boolean leadsTo(String other) {
        URI now = URI.create(url);
        URI next = URI.create(other);
        return now.getScheme().equalsIgnoreCase(next.getScheme())
                && TrustedHosts.server(now).equals(TrustedHosts.server(next));
    }

    /// Whether the text is the present signing key.
    boolean isKey(Secret text) {
        return HmacSignatures.same(text.reveal().strip(), key.written().reveal());
    }

    /// The value of `webhook-signature`: one signature for each valid key.
    String signatures(String event, Instant at, byte[] body) {
        return Stream.concat(
                        Stream.of(key), signsTwice() ? formerKey.stream() : Stream.<SigningKey>of())
                .map(each -> each.sign(event, at, body))
                .collect(Collectors.joining(" "));
    }

    /// The subscription as the API shows it, without its keys.
    Map<String, Object> json() {
        Map<String, Object> json = new HashMap<>();
        json.put("id", id.toString());
        json.put("name", name);
        json.put("url", url);
        json.put("events", types);
        json.put("enabled", enabled);
        json.put("failing_since", text(failingSince));
        json.put("disabled_reason", disabledReason.orElse(null));
        json.put("former_key_until", signsTwice() ? text(formerUntil) : null);
        json.put("created_at", createdAt.toString());
        json.put("updated_at", updatedAt.toString());
        return json;
    }

    /// The subscription with its key, for the two responses that contain it.
    Map<String, Object> jsonWithKey() {
        Map<String, Object> json = json();
        json.put("secret", key.written().reveal());
        return json;
    }

    private static @Nullable String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }
}
