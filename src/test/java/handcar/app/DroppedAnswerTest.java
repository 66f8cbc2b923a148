package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.EventStreamClient;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a customer reads when nothing of a model's answer may be shown, or when it is not finished.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DroppedAnswerTest {
    private static final String QUESTION = "Within how many days can plants be returned?";
    private static final String UNKNOWN = "Who is the king of Norway?";
    private static final String INVENTED = "King Harald has ruled Norway since 1991 [1].";

    private AllChannelsFixture shop;
    private TestClient caller;

    @BeforeAll
    void open() {
        shop = new AllChannelsFixture();
        caller = shop.server.caller;
        caller.shelve(
                "house",
                "Returns",
                "Plants can be returned within 30 days. Bring the pot and the receipt.");
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @AfterEach
    void usual() {
        shop.model.finishing("stop");
    }

    private static void isHonest(String shown) {
        assertFalse(shown.contains("Harald") || shown.contains("1991"), shown);
        assertTrue(shown.contains("don't know") || shown.contains("don’t know"), shown);
        assertTrue(shown.contains("person"), shown);
    }

    /// First, because staff see the answers of all others in Slack too.
    @ParameterizedTest
    @EnumSource
    @Order(1)
    void aChannelSaysThatItDoesNotKnowAndOffersAPerson(ChannelOfProvider channel) throws Exception {
        shop.model.answering(_ -> INVENTED);
        isHonest(shop.asked(channel, UNKNOWN));
    }

    @Test
    void soDoesAMail() throws Exception {
        shop.model.answering(_ -> INVENTED);
        for (String part : shop.mailed(UNKNOWN)) {
            isHonest(part.replace("&#39;", "'"));
        }
    }

    @Test
    void theWebShowsNothingThatIsDroppedLater() throws InterruptedException {
        for (String said : List.of(INVENTED, "Plants can be returned within 900 days [1].")) {
            shop.model.answering(_ -> said).pausing(Duration.ofMillis(20));
            String asked = said.equals(INVENTED) ? UNKNOWN : QUESTION;
            Guest alice = caller.guest("house");
            try (EventStreamClient stream = caller.listen(alice)) {
                String shown = content(caller.ask(alice, asked));
                stream.until(s -> s.kept().size() > 1);
                String deltas =
                        stream.events().stream()
                                .filter(event -> event.is("delta"))
                                .map(event -> event.data().text("text").orElse(""))
                                .collect(Collectors.joining());
                assertFalse(deltas.contains("900") || deltas.contains("Harald"), deltas);
                assertEquals(deltas, shown.substring(0, Math.min(deltas.length(), shown.length())));
            }
        }
        shop.model.pausing(Duration.ZERO);
    }

    /// The built-in model answers instead, with the source.
    @ParameterizedTest
    @CsvSource({
        "stop, Plants can be returned within 900 days [1].",
        "stop, '<think>Thirty days it says.'",
        "stop, ''",
        "length, Plants can be returned within 900",
        "content_filter, Plants can be returned within 30 days [1].",
        "content_filter, ''"
    })
    void whatCannotBeShownIsReplaced(String finish, String said) {
        shop.model.answering(_ -> said).finishing(finish);
        JsonView answer = caller.ask(caller.guest("house"), QUESTION);
        assertTrue(content(answer).startsWith("Plants can be returned within 30 days"), said);
        assertEquals(1, answer.at("citations").each().count());
    }

    @Test
    void whatIsCutOffSaysSo() {
        shop.model
                .answering(_ -> "Plants can be returned within 30 days [1]. Bring the pot and")
                .finishing("length");
        String shown = content(caller.ask(caller.guest("house"), QUESTION));
        assertTrue(shown.startsWith("Plants can be returned within 30 days [1].\n\n"), shown);
        assertFalse(shown.contains("Bring the pot"), shown);
    }

    private static String content(JsonView message) {
        return message.text("content").orElse("");
    }
}
