package handcar;

import handcar.account.ApiKey;
import handcar.account.Door;
import handcar.account.KeyLimits;
import handcar.account.Scope;
import handcar.gateway.KeyDoor;
import handcar.gateway.KeyHolder;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Hangs the account's door into the model gateway, which does not know that room.
final class GatewayDoor {
    private GatewayDoor() {}

    static KeyDoor of(Door door) {
        return handler ->
                door.apiKey(
                        Scope.GATEWAY, (req, res, key) -> handler.handle(req, res, holder(key)));
    }

    private static KeyHolder holder(ApiKey key) {
        KeyLimits limits = key.limits();
        return new KeyHolder(
                key.id(),
                limits.requestsPerMinute().map(OptionalInt::of).orElseGet(OptionalInt::empty),
                number(limits.monthlyMicroUsd()),
                number(limits.totalMicroUsd()));
    }

    private static OptionalLong number(Optional<Long> number) {
        return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
