package handcar.llm.provider;

import module java.base;

import handcar.llm.cost.TokenUsage;

/// An answer while it is written, in OpenAI's events; or the bytes of a whole answer while they come, as [#head] tells. Read by one thread; closing it, from any thread, stops the provider
/// at once.
public interface ModelStream extends AutoCloseable {
    /// What is known before the first event.
    default AnswerHead head() {
        return AnswerHead.EVENTS;
    }

    /// The events that are there, waiting for at least one; none once the answer is complete. They are valid until the
    /// next call. [ProviderException] when the answer will not be completed.
    List<SseFrame> next();

    /// Says that an event made no sense, so that the provider is blamed for it.
    void blame();

    /// The model as the provider names it.
    String model();

    /// What was used so far; an estimate until the provider says it.
    TokenUsage usage();

    @Override
    void close();
}
