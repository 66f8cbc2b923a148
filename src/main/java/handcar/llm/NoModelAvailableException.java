package handcar.llm;

import module java.base;

import handcar.llm.provider.ProviderException;

/// No provider answered: none is configured, or all failed. The built-in model still can.
public final class NoModelAvailableException extends RuntimeException {
    private final transient List<ProviderException> failures;

    NoModelAvailableException(List<ProviderException> failures) {
        super(
                failures.isEmpty()
                        ? "no model provider is configured"
                        : failures.stream()
                                .map(it -> it.provider() + " " + it.label() + ": " + it.sentence())
                                .collect(Collectors.joining("; ")));
        this.failures = List.copyOf(failures);
    }

    /// What each provider said, in the order they were asked; none when none is configured.
    public List<ProviderException> failures() {
        return failures;
    }
}
