package handcar.llm.proxy;

import module java.base;

/// The program that asks, by its key.
///
/// @param perMinute how many requests it may make in a minute; empty for any number
/// @param monthlyMicroUsd what its calls may cost in a calendar month (UTC), in millionths of a US dollar
/// @param totalMicroUsd what its calls may ever cost
public record GatewayClient(
        UUID id,
        Optional<Integer> perMinute,
        Optional<Long> monthlyMicroUsd,
        Optional<Long> totalMicroUsd) {
    boolean hasBudget() {
        return monthlyMicroUsd.isPresent() || totalMicroUsd.isPresent();
    }
}
