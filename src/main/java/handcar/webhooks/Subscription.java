package handcar.webhooks;

import module java.base;

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

    static Subscription fresh(UUID id, String name, String url, List<String> types) {
        return new Subscription(
                id,
                name,
                url,
                types,
                SigningKey.random(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Instant.now());
    }

    Subscription changed(String newName, String newUrl, List<String> newTypes, boolean on) {
        return new Subscription(
                id,
                newName,
                newUrl,
                newTypes,
                key,
                formerKey,
                formerUntil,
                on,
                failingSince,
                disabledReason,
                createdAt,
                updatedAt);
    }

    /// With a new key; the present one stays valid for the given time.
    Subscription rotated(Duration keep) {
        return new Subscription(
                id,
                name,
                url,
                types,
                SigningKey.random(),
                Optional.of(key),
                Optional.of(Instant.now().plus(keep)),
                enabled,
                failingSince,
                disabledReason,
                createdAt,
                updatedAt);
    }

    boolean signsTwice() {
        return formerKey.isPresent()
                && formerUntil.filter(end -> end.isAfter(Instant.now())).isPresent();
    }

    /// The value of `webhook-signature`: one signature for each valid key.
    String signatures(String event, Instant at, byte[] body) {
        return Stream.concat(
                        Stream.of(key), signsTwice() ? formerKey.stream() : Stream.<SigningKey>of())
                .map(each -> each.sign(event, at, body))
                .collect(Collectors.joining(" "));
    }
}
