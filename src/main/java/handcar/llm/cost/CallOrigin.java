package handcar.llm.cost;

import module java.base;

/// Who asked a model and for what; the call's cost is counted for them.
///
/// @param purpose a constant of the caller, as the call log and the metrics show it (`answer`, `gateway.chat`)
/// @param apiKey the program that asked; empty when Handcar itself did
public record CallOrigin(
        String purpose, Optional<UUID> conversation, Optional<UUID> agent, Optional<UUID> apiKey) {
    /// A call that Handcar makes for no conversation or agent.
    public static CallOrigin of(String purpose) {
        return new CallOrigin(purpose, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Whether Handcar itself asked.
    public boolean isOwn() {
        return apiKey.isEmpty();
    }
}
