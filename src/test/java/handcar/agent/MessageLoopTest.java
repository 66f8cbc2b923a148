package handcar.agent;

import static handcar.testing.TestClient.ADMIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import module java.base;

import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program at the other end, on any channel, that answers every answer with nearly the same words.
final class MessageLoopTest {
    private static final TestServer SHOP = new TestServer(Map.of("MESSAGE_BUFFER_SECONDS", "0"));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static String status(Guest guest) {
        return told(guest, "status");
    }

    private static String told(Guest guest, String field) {
        return SHOP.caller
                .get("/api/v1/conversations/" + guest.id(), ADMIN)
                .body()
                .text(field)
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you for your message %d, our team will be with you shortly.",
                "Vielen Dank für Ihre Nachricht. Wir melden uns in Kürze. Vorgang %d",
                "您好，感谢您的来信，我们将尽快与您联系 %d",
            })
    void aProgramGetsTwoAnswersAndAPersonIsCalledWithoutAWordToIt(String says) {
        Guest program = SHOP.caller.guest("house");
        for (int i = 1; i <= 2; i++) {
            SHOP.caller.ask(program, says.formatted(i));
        }
        SHOP.caller.says(program, says.formatted(3));
        Wait.until("a person is called", () -> status(program), "needs_human"::equals);
        assertEquals("high", told(program, "priority"));
        assertEquals(2, SHOP.caller.from("agent", program).size());
        assertEquals(List.of(), SHOP.caller.from("system", program));
    }

    private static final List<String> STATEMENTS =
            List.of(
                    "We have received your inquiry; our agents work on it now.",
                    "Your case has been updated by the system.",
                    "Please note that this mailbox is read on weekdays only.");

    @Test
    void aProgramThatWritesOtherWordsEachTimeIsKnownByWhatItIsAnswered() {
        Guest program = SHOP.caller.guest("house");
        assertEquals(
                1,
                STATEMENTS.stream()
                        .limit(2)
                        .map(each -> SHOP.caller.ask(program, each).text("content").orElse(""))
                        .distinct()
                        .count());
        SHOP.caller.says(program, STATEMENTS.getLast());
        Wait.until("a person is called", () -> status(program), "needs_human"::equals);
        assertEquals(2, SHOP.caller.from("agent", program).size());
        assertEquals(List.of(), SHOP.caller.from("system", program));
    }

    @Test
    void whoAsksBetweenTwoStatementsIsAnswered() {
        Guest person = SHOP.caller.guest("house");
        STATEMENTS.stream().limit(2).forEach(each -> SHOP.caller.ask(person, each));
        SHOP.caller.ask(person, "Where is the parcel that I ordered from you?");
        assertEquals(3, SHOP.caller.from("agent", person).size());
        assertNotEquals("needs_human", status(person));
    }

    @Test
    void whoAsksTheSameAgainIsAnsweredAgain() {
        SHOP.caller.shelve("house", "Delivery", "We deliver bicycles within two days.");
        Guest person = SHOP.caller.guest("house");
        for (int i = 1; i <= 4; i++) {
            SHOP.caller.ask(person, "Within how many days do you deliver bicycles?");
            assertEquals(i, SHOP.caller.from("agent", person).size());
        }
        assertNotEquals("needs_human", status(person));
    }
}
