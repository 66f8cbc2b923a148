package handcar.llm.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

final class PriceListTest {
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
        assertEquals(OptionalLong.empty(), PriceList.cost("gpt-4o-audio-preview", MILLION));
        assertEquals(OptionalLong.empty(), PriceList.cost("llama3.2:3b", MILLION));
        assertEquals(OptionalLong.empty(), PriceList.cost("", MILLION));
        assertEquals(OptionalLong.empty(), PriceList.cost("-latest", MILLION));
        assertEquals(OptionalLong.empty(), PriceList.cost("gpt-4o-2024-7-18", MILLION));
        assertEquals(
                OptionalLong.empty(),
                PriceList.cost("gpt-4o-\u0662\u0660\u0662\u0664-07-18", MILLION));
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
                                        "| `%s` | %s | %s |"
                                                .formatted(
                                                        entry.getKey(),
                                                        dollars(entry.getValue().input()),
                                                        dollars(entry.getValue().output())))
                        .collect(Collectors.toSet());
        assertEquals(ours, written);
    }

    private static String dollars(long micro) {
        return BigDecimal.valueOf(micro, 6).stripTrailingZeros().toPlainString();
    }

    private static long cost(String model, TokenUsage usage) {
        return PriceList.cost(model, usage).orElseThrow();
    }
}
