package handcar.llm.cost;

import module java.base;

/// Who asked a model and for what; the call's cost is counted for them.
///
/// @param purpose a constant of the caller, as the call log and the metrics show it (`answer`, `gateway.chat`)
/// @param apiKey the program that asked; empty when Handcar itself did
/// @param isBudgeted whether that program has a budget
/// @param tokensPerMinute how many tokens it may use in a minute; empty for any number
public record CallOrigin(
        String purpose,
        Optional<UUID> conversation,
        Optional<UUID> agent,
        Optional<UUID> apiKey,
        boolean isBudgeted,
        Optional<Integer> tokensPerMinute) {
    /// The purpose of the vector of a question.
    public static final String SEARCH = "search";

    /// Of Handcar itself, or of a program without limits.
    public CallOrigin(
            String purpose,
            Optional<UUID> conversation,
            Optional<UUID> agent,
            Optional<UUID> apiKey) {
        this(purpose, conversation, agent, apiKey, false, Optional.empty());
    }

    /// A call that Handcar makes for no conversation or agent.
    public static CallOrigin of(String purpose) {
        return new CallOrigin(purpose, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Whether Handcar itself asked.
    public boolean isOwn() {
        return apiKey.isEmpty();
    }

    /// Whether the call is part of an answer: of an agent, in a conversation or in a try of staff.
    public boolean isForAnswer() {
        return isOwn() && (conversation.isPresent() || agent.isPresent() || purpose.equals(SEARCH));
    }
}
