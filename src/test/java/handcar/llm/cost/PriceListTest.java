package handcar.llm.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

final class PriceListTest {
    private static final PriceList PRICES = PriceList.builtIn();
    private static final long PICO = 1_000_000;
    private static final TokenUsage MILLION = new TokenUsage(1_000_000, 0, false);

    @Test
    void aMillionTokensCostTheListPrice() {
        assertEquals(150_000, cost("gpt-4o-mini", MILLION), "$0.15 is 150 000 micro-USD");
        assertEquals(3_000_000, cost("claude-sonnet-4-5", MILLION), "$3");
        assertEquals(
                600_000, cost("gpt-4o-mini", new TokenUsage(0, 1_000_000, false)), "output, $0.60");
    }

    @Test
    void aThousandTokensCostAThousandthOfIt() {
        assertEquals(150, cost("gpt-4o-mini", new TokenUsage(1_000, 0, false)));
        assertEquals(150 + 300, cost("gpt-4o-mini", new TokenUsage(1_000, 500, false)));
    }

    @Test
    void aFractionOfAMicroDollarIsRoundedUpOnce() {
        assertEquals(1, cost("gpt-4o-mini", new TokenUsage(1, 0, false)));
        assertEquals(1, cost("gpt-4o-mini", new TokenUsage(1, 1, false)));
        assertEquals(0, cost("gpt-4o-mini", TokenUsage.NONE));
    }

    @Test
    void datesAndMarketsAreNotPartOfTheName() {
        assertEquals(150_000, cost("gpt-4o-mini-2024-07-18", MILLION));
        assertEquals(150_000, cost("openai/gpt-4o-mini", MILLION));
        assertEquals(1_000_000, cost("claude-haiku-4-5-20251001", MILLION));
        assertEquals(800_000, cost("claude-3-5-haiku-latest", MILLION));
        assertEquals(15_000_000, cost("claude-opus-4-0", MILLION));
    }

    @Test
    void aModelThatIsNotListedHasNoPrice() {
        assertEquals(OptionalLong.empty(), PRICES.cost("openai", "gpt-4o-audio-preview", MILLION));
        assertEquals(OptionalLong.empty(), PRICES.cost("openai", "llama3.2:3b", MILLION));
        assertEquals(OptionalLong.empty(), PRICES.cost("openai", "", MILLION));
        assertEquals(OptionalLong.empty(), PRICES.cost("openai", "-latest", MILLION));
        assertEquals(OptionalLong.empty(), PRICES.cost("openai", "gpt-4o-2024-7-18", MILLION));
        assertEquals(
                OptionalLong.empty(),
                PRICES.cost("openai", "gpt-4o-\u0662\u0660\u0662\u0664-07-18", MILLION));
    }

    @Test
    void tokensOfACacheAndOfReasoningHaveTheirOwnPrices() {
        TokenUsage gpt = new TokenUsage(1_000, 200, 900, 0, 0, 150, false);
        assertEquals(
                250 + 1_125 + 2_000, cost("gpt-4o", gpt), "the cached ones are half the price");
        TokenUsage claude = new TokenUsage(10_100, 50, 8_000, 2_000, 0, 0, false);
        assertEquals(100 + 800 + 2_500 + 250, cost("claude-haiku-4-5", claude));
        TokenUsage longer = new TokenUsage(2_000, 0, 0, 2_000, 1_000, 0, false);
        assertEquals(
                1_250 + 2_000, cost("claude-haiku-4-5", longer), "an hour costs twice the price");
        ModelPrice thinker = new ModelPrice(1_000_000, 2_000_000, 0, 0, 3_000_000);
        assertEquals(50 * 2 + 150 * 3, thinker.cost(new TokenUsage(0, 200, 0, 0, 0, 150, false)));
    }

    @Test
    void aPriceThatStaffSetCountsAndTheLongestNameWins() {
        PriceList set =
                new PriceList(
                        () ->
                                List.of(
                                        new PriceList.SetPrice(
                                                new ModelGlob("*"), new ModelPrice(1, 1)),
                                        new PriceList.SetPrice(
                                                new ModelGlob("gpt-4*"), new ModelPrice(2, 2)),
                                        new PriceList.SetPrice(
                                                new ModelGlob("groq/llama*"),
                                                new ModelPrice(3, 3))));
        assertEquals(OptionalLong.of(1), set.cost("openai", "anything", MILLION));
        assertEquals(OptionalLong.of(2), set.cost("openai", "GPT-4o", MILLION));
        assertEquals(OptionalLong.of(3), set.cost("groq", "llama-4", MILLION));
        assertEquals(OptionalLong.of(1), set.cost("other", "llama-4", MILLION));
    }

    @Test
    void aPriceThatStaffSetForTheNameAskedForCountsBeforeTheListsOfTheAnswers() {
        PriceList set =
                new PriceList(
                        () ->
                                List.of(
                                        price("*", 1),
                                        price("gpt-4o", 100),
                                        price("openai/auto", 4),
                                        price("gpt-5-*", 5)));
        String dated = "gpt-4o-2024-08-06";
        assertEquals(OptionalLong.of(100 * PICO), set.picoUsd("openai", dated, "gpt-4o", MILLION));
        assertEquals(
                OptionalLong.of(5 * PICO), set.picoUsd("openai", "gpt-5-mini", "gpt-4o", MILLION));
        assertEquals(
                OptionalLong.of(100 * PICO),
                set.picoUsd("openai", "gpt-4o", "auto-of-mine", MILLION));
        assertEquals(OptionalLong.of(4 * PICO), set.picoUsd("openai", "gpt-4.1", "auto", MILLION));
        PriceList one = new PriceList(() -> List.of(price("gpt-4o", 100)));
        assertEquals(OptionalLong.of(100 * PICO), one.picoUsd("openai", dated, "gpt-4o", MILLION));
        assertEquals(
                OptionalLong.of(150_000 * PICO),
                one.picoUsd("openai", "gpt-4o-mini", "auto", MILLION));
        assertEquals(
                OptionalLong.of(150_000 * PICO),
                one.picoUsd("openai", "auto", "gpt-4o-mini", MILLION));
        assertEquals(OptionalLong.empty(), one.picoUsd("openai", "auto", "auto", MILLION));
    }

    private static PriceList.SetPrice price(String glob, long micro) {
        return new PriceList.SetPrice(new ModelGlob(glob), new ModelPrice(micro, micro));
    }

    @Test
    void theDocumentationHasTheSameList() throws IOException {
        Set<String> written =
                Files.readAllLines(Path.of("docs/models.md")).stream()
                        .filter(line -> line.startsWith("| `"))
                        .collect(Collectors.toSet());
        Set<String> ours =
                PriceList.TABLE.entrySet().stream()
                        .filter(entry -> entry.getValue().input() > 0)
                        .map(
                                entry ->
                                        "| `%s` | %s | %s | %s | %s |"
                                                .formatted(
                                                        entry.getKey(),
                                                        dollars(entry.getValue().input()),
                                                        dollars(entry.getValue().output()),
                                                        dollars(entry.getValue().cachedInput()),
                                                        dollars(entry.getValue().cacheWrite())))
                        .collect(Collectors.toSet());
        assertEquals(ours, written);
    }

    private static String dollars(long micro) {
        return BigDecimal.valueOf(micro, 6).stripTrailingZeros().toPlainString();
    }

    private static long cost(String model, TokenUsage usage) {
        return PRICES.cost("openai", model, usage).orElseThrow();
    }
}
