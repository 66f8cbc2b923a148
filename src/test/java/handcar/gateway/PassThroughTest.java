package handcar.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handcar.Caller;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// What a program asks reaches the provider as it was asked, and comes back as it was answered.
final class PassThroughTest {
    private static final GatewayShop SHOP = new GatewayShop();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aProgramIsAnsweredByTheModelItNames() {
        Caller.Said said = SHOP.chat(GatewayShop.question("gpt-4o-mini"));
        assertEquals(200, said.status());
        assertEquals("Hello from the fake.", GatewayShop.content(said));
    }

    @Test
    void fieldsThatNobodyHereKnowsReachTheProvider() {
        Map<String, Object> body =
                Map.of(
                        "model",
                        "gpt-4o-mini",
                        "messages",
                        List.of(Map.of("role", "user", "content", "Hello")),
                        "n",
                        2,
                        "seed",
                        7,
                        "stop",
                        List.of("END"),
                        "a_field_of_tomorrow",
                        Map.of("a", List.of(1, 2.5, true)));
        assertEquals(200, SHOP.chat(body).status());
        assertEquals(body, SHOP.openAi.lastRequest().json().value());
    }
}
