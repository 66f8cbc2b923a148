package handcar.llm.cost;

import module java.base;

/// What models cost, in micro-USD (millionths of a US dollar) **per million tokens**. A list price of $0.15 per million
/// tokens stands here as 150 000; a call costs `tokens × price ÷ 1 000 000` micro-USD, so 1 000 input tokens of
/// gpt-4o-mini cost 150 micro-USD = $0.000150. Integers only, rounded up once at the end.
///
/// The prices are in `prices.csv`. A model that is not listed has no price, which is not a price of zero.
public final class PriceList {
    /// The name of the built-in model and of its provider; it costs nothing.
    public static final String BUILT_IN = "built-in";

    private static final long MILLION = 1_000_000;

    /// Providers append a date or `latest` to a model's name; any other ending (`gpt-4o-audio`) makes another model.
    private static final Pattern VERSION =
            Pattern.compile("-(?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|latest|0)$");

    static final Map<String, Price> TABLE = read();

    private PriceList() {}

    /// What a call cost in micro-USD; empty for a model without a price.
    public static OptionalLong cost(String model, TokenUsage usage) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        Price price = TABLE.get(VERSION.matcher(name).replaceFirst(""));
        if (price == null) {
            return OptionalLong.empty();
        }
        long millionfold =
                Math.addExact(
                        Math.multiplyExact(usage.inputTokens(), price.input),
                        Math.multiplyExact(usage.outputTokens(), price.output));
        return OptionalLong.of(Math.ceilDiv(millionfold, MILLION));
    }

    private static Map<String, Price> read() {
        try (InputStream file =
                Objects.requireNonNull(PriceList.class.getResourceAsStream("prices.csv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", 3))
                    .collect(Collectors.toUnmodifiableMap(row -> row[0], Price::of));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Micro-USD per million tokens read and written.
    record Price(long input, long output) {
        private static Price of(String[] row) {
            return new Price(Long.parseLong(row[1]), Long.parseLong(row[2]));
        }
    }
}
