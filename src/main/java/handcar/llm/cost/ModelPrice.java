package handcar.llm.cost;

import module java.base;

/// What a model costs, in micro-USD (millionths of a US dollar) **per million tokens**: a list price of $0.15 stands here as
/// 150 000.
///
/// @param input read
/// @param output written
/// @param cachedInput read from the provider's cache
/// @param cacheWrite read and kept in the provider's cache for five minutes
/// @param reasoning written and not shown
public record ModelPrice(
        long input, long output, long cachedInput, long cacheWrite, long reasoning) {
    private static final long MILLION = 1_000_000;

    /// An hour in Anthropic's cache costs 8/5 of five minutes: 2 times the price of input instead of 1.25.
    private static final long LONG_WRITE_NUMERATOR = 8;

    private static final long LONG_WRITE_DENOMINATOR = 5;

    /// A model without a cache.
    public ModelPrice(long input, long output) {
        this(input, output, input, input, output);
    }

    /// Input, output, cached input and cache write of a row of the list, of which the last two may be missing.
    static ModelPrice of(String[] row) {
        long input = Long.parseLong(row[1]);
        long output = Long.parseLong(row[2]);
        return new ModelPrice(
                input,
                output,
                row.length > 3 ? Long.parseLong(row[3]) : input,
                row.length > 4 ? Long.parseLong(row[4]) : input,
                output);
    }

    /// The price that is higher in each part.
    ModelPrice max(ModelPrice other) {
        return new ModelPrice(
                Math.max(input, other.input),
                Math.max(output, other.output),
                Math.max(cachedInput, other.cachedInput),
                Math.max(cacheWrite, other.cacheWrite),
                Math.max(reasoning, other.reasoning));
    }

    /// Micro-USD, rounded up: what is set aside for a call.
    public long cost(TokenUsage usage) {
        return microUsd(picoUsd(usage));
    }

    /// Whole micro-USD of millionths of them, rounded up.
    static long microUsd(long picoUsd) {
        return Math.ceilDiv(picoUsd, MILLION);
    }

    /// Millionths of a micro-USD, which is exact: many calls cost less than one micro-USD.
    long picoUsd(TokenUsage usage) {
        long plain = usage.inputTokens() - usage.cachedTokens() - usage.cacheWriteTokens();
        long shortly = usage.cacheWriteTokens() - usage.longWriteTokens();
        long longWrite = cacheWrite * LONG_WRITE_NUMERATOR / LONG_WRITE_DENOMINATOR;
        long shown = usage.outputTokens() - usage.reasoningTokens();
        return Stream.of(
                        Math.multiplyExact(plain, input),
                        Math.multiplyExact(usage.cachedTokens(), cachedInput),
                        Math.multiplyExact(shortly, cacheWrite),
                        Math.multiplyExact(usage.longWriteTokens(), longWrite),
                        Math.multiplyExact(shown, output),
                        Math.multiplyExact(usage.reasoningTokens(), reasoning))
                .reduce(0L, Math::addExact);
    }
}
