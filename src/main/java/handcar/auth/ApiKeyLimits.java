package handcar.auth;

import module java.base;

/// The limits of a key at the model gateway. An empty value means no limit.
///
/// @param requestsPerMinute requests per minute
/// @param tokensPerMinute tokens of models per minute, read and written
/// @param monthlyMicroUsd what its calls may cost in a calendar month (UTC), in millionths of a US dollar
/// @param totalMicroUsd what its calls may cost in total, in millionths of a US dollar
/// @param allowedModels patterns of the models it may name; empty means all
/// @param cacheSeconds how old an answer of the cache may be that it gets without asking for one
public record ApiKeyLimits(
        Optional<Integer> requestsPerMinute,
        Optional<Integer> tokensPerMinute,
        Optional<Long> monthlyMicroUsd,
        Optional<Long> totalMicroUsd,
        List<String> allowedModels,
        Optional<Integer> cacheSeconds) {
    public static final ApiKeyLimits NONE =
            new ApiKeyLimits(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());

    public ApiKeyLimits {
        allowedModels = List.copyOf(allowedModels);
    }
}
