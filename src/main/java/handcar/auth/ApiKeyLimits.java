package handcar.auth;

import module java.base;

/// The limits of a key at the model gateway. An empty value means no limit.
///
/// @param requestsPerMinute requests per minute
/// @param monthlyMicroUsd what its calls may cost in a calendar month (UTC), in millionths of a US dollar
/// @param totalMicroUsd what its calls may cost in total, in millionths of a US dollar
public record ApiKeyLimits(
        Optional<Integer> requestsPerMinute,
        Optional<Long> monthlyMicroUsd,
        Optional<Long> totalMicroUsd) {
    public static final ApiKeyLimits NONE =
            new ApiKeyLimits(Optional.empty(), Optional.empty(), Optional.empty());
}
