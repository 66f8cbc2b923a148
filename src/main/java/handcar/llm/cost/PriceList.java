package handcar.llm.cost;

import module java.base;

/// What models cost, in micro-USD (millionths of a US dollar) **per million tokens**. A list price of $0.15 per million
/// tokens stands here as 150 000; a call costs `tokens × price ÷ 1 000 000` micro-USD, so 1 000 input tokens of
/// gpt-4o-mini cost 150 micro-USD = $0.000150. Integers only, rounded up once at the end.
///
/// List prices without cache or batch discounts, read in November 2026 from <https://openai.com/api/pricing> and
/// <https://docs.claude.com/en/docs/about-claude/pricing>. A model that is not listed has no price, which is not a price
/// of zero.
public final class PriceList {
    /// The name of the built-in model and of its provider; it costs nothing.
    public static final String BUILT_IN = "built-in";

    private static final long MILLION = 1_000_000;

    private static final char DIGIT = '#';
    private static final String[] VERSIONS = {"-####-##-##", "-########", "-latest", "-0"};

    static final Map<String, Price> TABLE =
            Map.ofEntries(
                    price(BUILT_IN, 0, 0),
                    price("gpt-4o-mini", 150_000, 600_000),
                    price("gpt-4o", 2_500_000, 10_000_000),
                    price("gpt-4.1", 2_000_000, 8_000_000),
                    price("gpt-4.1-mini", 400_000, 1_600_000),
                    price("gpt-4.1-nano", 100_000, 400_000),
                    price("gpt-5", 1_250_000, 10_000_000),
                    price("gpt-5.1", 1_250_000, 10_000_000),
                    price("gpt-5.2", 1_750_000, 14_000_000),
                    price("gpt-5-mini", 250_000, 2_000_000),
                    price("gpt-5-nano", 50_000, 400_000),
                    price("o4-mini", 1_100_000, 4_400_000),
                    price("text-embedding-3-small", 20_000, 0),
                    price("text-embedding-3-large", 130_000, 0),
                    price("text-embedding-ada-002", 100_000, 0),
                    price("claude-3-haiku", 250_000, 1_250_000),
                    price("claude-3-5-haiku", 800_000, 4_000_000),
                    price("claude-3-5-sonnet", 3_000_000, 15_000_000),
                    price("claude-3-7-sonnet", 3_000_000, 15_000_000),
                    price("claude-haiku-4-5", 1_000_000, 5_000_000),
                    price("claude-sonnet-4", 3_000_000, 15_000_000),
                    price("claude-sonnet-4-5", 3_000_000, 15_000_000),
                    price("claude-sonnet-4-6", 3_000_000, 15_000_000),
                    price("claude-opus-4", 15_000_000, 75_000_000),
                    price("claude-opus-4-1", 15_000_000, 75_000_000),
                    price("claude-opus-4-5", 5_000_000, 25_000_000),
                    price("claude-opus-4-6", 5_000_000, 25_000_000));

    private PriceList() {}

    /// What a call cost in micro-USD; empty for a model without a price.
    public static OptionalLong cost(String model, TokenUsage usage) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        Price price = TABLE.get(name.substring(0, endOfFamily(name)));
        if (price == null) {
            return OptionalLong.empty();
        }
        long millionfold =
                Math.addExact(
                        Math.multiplyExact(usage.inputTokens(), price.input),
                        Math.multiplyExact(usage.outputTokens(), price.output));
        return OptionalLong.of(Math.ceilDiv(millionfold, MILLION));
    }

    /// Providers append a date or `latest` to a model's name; a family member (`gpt-4o` and `gpt-4o-audio`) is another model.
    /// Runs with every call, so it is not a regular expression.
    private static int endOfFamily(String name) {
        for (String version : VERSIONS) {
            int start = name.length() - version.length();
            if (start >= 0 && isVersion(name, start, version)) {
                return start;
            }
        }
        return name.length();
    }

    private static boolean isVersion(String name, int start, String version) {
        for (int at = 0; at < version.length(); at++) {
            char shape = version.charAt(at);
            char given = name.charAt(start + at);
            if (shape == DIGIT ? given < '0' || given > '9' : given != shape) {
                return false;
            }
        }
        return true;
    }

    private static Map.Entry<String, Price> price(String model, long input, long output) {
        return Map.entry(model, new Price(input, output));
    }

    /// Micro-USD per million tokens read and written.
    record Price(long input, long output) {}
}
