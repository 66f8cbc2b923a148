package handcar.auth;

import java.util.Optional;

/// What a key may use of the models. Empty is no limit of its own.
///
/// @param requestsPerMinute at the model gateway
/// @param monthlyMicroUsd what its calls may cost in a calendar month (UTC), in millionths of a US dollar
/// @param totalMicroUsd what its calls may ever cost
public record ApiKeyLimits(
        Optional<Integer> requestsPerMinute,
        Optional<Long> monthlyMicroUsd,
        Optional<Long> totalMicroUsd) {
    public static final ApiKeyLimits NONE =
            new ApiKeyLimits(Optional.empty(), Optional.empty(), Optional.empty());
}
