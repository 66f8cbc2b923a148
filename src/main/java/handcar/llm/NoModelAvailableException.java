package handcar.llm;

import module java.base;

import handcar.llm.provider.ProviderException;

/// No provider answered: none is configured, all failed, or the caller's time was over. The built-in model still can.
public final class NoModelAvailableException extends RuntimeException {
    private final transient List<ProviderException> failures;

    NoModelAvailableException(List<ProviderException> failures) {
        super(
                failures.isEmpty()
                        ? "no model provider was asked: none is configured, or time was over"
                        : failures.stream()
                                .map(it -> it.provider() + " " + it.label() + ": " + it.sentence())
                                .collect(Collectors.joining("; ")));
        this.failures = List.copyOf(failures);
    }

    /// Whether a provider would have been asked if the budget for answers had allowed it.
    public boolean isBudgetSpent() {
        return failures.stream().anyMatch(it -> it.kind() == ProviderException.Kind.BUDGET_SPENT);
    }

    /// What each provider said, in the order they were asked; empty when none was.
    public List<ProviderException> failures() {
        return failures;
    }
}
