package handcar.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.OptionalLong;

final class PricesTest {
    private static final Usage MILLION = new Usage(1_000_000, 0, false);

    @Test
    void aMillionTokensCostTheListPrice() {
        assertEquals(150_000, cost("gpt-4o-mini", MILLION), "$0.15 is 150 000 micro-USD");
        assertEquals(3_000_000, cost("claude-sonnet-4-5", MILLION), "$3");
        assertEquals(600_000, cost("gpt-4o-mini", new Usage(0, 1_000_000, false)), "output, $0.60");
    }

    @Test
    void aThousandTokensCostAThousandthOfIt() {
        assertEquals(150, cost("gpt-4o-mini", new Usage(1_000, 0, false)));
        assertEquals(150 + 300, cost("gpt-4o-mini", new Usage(1_000, 500, false)));
    }

    @Test
    void aFractionOfAMicroDollarIsRoundedUpOnce() {
        assertEquals(1, cost("gpt-4o-mini", new Usage(1, 0, false)));
        assertEquals(1, cost("gpt-4o-mini", new Usage(1, 1, false)));
        assertEquals(0, cost("gpt-4o-mini", Usage.NONE));
    }

    @Test
    void datesAndMarketsAreNotPartOfTheName() {
        assertEquals(150_000, cost("gpt-4o-mini-2024-07-18", MILLION));
        assertEquals(150_000, cost("openai/gpt-4o-mini", MILLION));
        assertEquals(1_000_000, cost("claude-haiku-4-5-20251001", MILLION));
        assertEquals(800_000, cost("claude-3-5-haiku-latest", MILLION));
    }

    @Test
    void aModelThatIsNotListedHasNoPrice() {
        assertEquals(OptionalLong.empty(), Prices.cost("gpt-4o-audio-preview", MILLION));
        assertEquals(OptionalLong.empty(), Prices.cost("llama3.2:3b", MILLION));
        assertEquals(OptionalLong.empty(), Prices.cost("", MILLION));
    }

    private static long cost(String model, Usage usage) {
        return Prices.cost(model, usage).orElseThrow();
    }
}
