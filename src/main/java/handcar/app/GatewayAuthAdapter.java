package handcar.app;

import module java.base;

import handcar.auth.ApiKey;
import handcar.auth.ApiKeyLimits;
import handcar.auth.ApiKeyScope;
import handcar.auth.Auth;
import handcar.llm.proxy.GatewayAuth;
import handcar.llm.proxy.GatewayClient;

/// Hangs the account's door into the model gateway, which does not know that room.
final class GatewayAuthAdapter {
    private GatewayAuthAdapter() {}

    static GatewayAuth of(Auth auth) {
        return handler ->
                auth.apiKey(
                        ApiKeyScope.GATEWAY,
                        (req, res, key) -> handler.handle(req, res, holder(key)));
    }

    private static GatewayClient holder(ApiKey key) {
        ApiKeyLimits limits = key.limits();
        return new GatewayClient(
                key.id(),
                limits.requestsPerMinute().map(OptionalInt::of).orElseGet(OptionalInt::empty),
                number(limits.monthlyMicroUsd()),
                number(limits.totalMicroUsd()));
    }

    private static OptionalLong number(Optional<Long> number) {
        return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
