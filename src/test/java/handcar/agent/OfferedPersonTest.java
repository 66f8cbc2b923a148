package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The offer of a person is answered together with another question.
class OfferedPersonTest {
    private static final String LAMPS =
            """
            # Warranty

            The warranty for lamps lasts 26 months.

            # Delivery

            Delivery to Norway costs 19 euros.
            """;

    private static TestServer shop;
    private static TestClient caller;

    @BeforeAll
    static void open() {
        shop = new TestServer(Map.of());
        caller = shop.caller;
        caller.shelve("house", "Lamps", LAMPS);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static Guest offered() {
        Guest guest = caller.guest("house");
        JsonView answer = caller.ask(guest, "How high is the Eiffel Tower in Paris?");
        assertEquals("I don't know. Shall I get a person?", answer.text("content").orElseThrow());
        return guest;
    }

    private static List<String> after(Guest guest, String message, String status) {
        int before = caller.thread(guest).size();
        caller.says(guest, message);
        List<JsonView> thread =
                Wait.until(
                        "an answer to " + message,
                        () -> caller.thread(guest),
                        all -> all.size() > before + 1);
        Wait.until(
                status,
                () -> caller.get(guest.path(""), guest.token()).body().text("status").orElseThrow(),
                status::equals);
        return thread.subList(before + 1, thread.size()).stream()
                .map(each -> each.text("content").orElseThrow())
                .toList();
    }

    @Test
    void whoAcceptsAPersonAndAsksIsAnsweredAndGetsOne() {
        for (String message :
                List.of(
                        "yes, and how long is the warranty for lamps?",
                        "👍 and how long is the warranty for lamps?")) {
            List<String> said = after(offered(), message, "needs_human");
            assertEquals(2, said.size(), said::toString);
            assertTrue(said.getFirst().contains("26 months"), said::toString);
            assertTrue(said.getFirst().contains("[1]"), said::toString);
            assertEquals("I'm getting a person for you.", said.getLast());
        }
    }

    @Test
    void whoAcceptsAPersonAndAsksWhatNobodyKnowsGetsOne() {
        List<String> said = after(offered(), "Yes, and who painted the Mona Lisa?", "needs_human");
        assertEquals(List.of("I'm getting a person for you."), said);
    }

    @Test
    void whoDeclinesAPersonAndAsksIsAnswered() {
        List<String> said =
                after(offered(), "No thanks, but how long is the warranty for lamps?", "ai_active");
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.getFirst().contains("26 months"), said::toString);
    }

    @Test
    void withoutAnOfferAYesCallsNobody() {
        Guest guest = caller.guest("house");
        List<String> said =
                after(guest, "Yes, and how long is the warranty for lamps?", "ai_active");
        assertFalse(said.contains("I'm getting a person for you."), said::toString);
    }

    @Test
    void whatNobodyKnowsIsSaidInTheLanguageOfAShortQuestion() {
        Map<String, String> unknown =
                Map.ofEntries(
                        Map.entry("Dov'è il parcheggio?", "Non lo so."),
                        Map.entry("Otopark var mı?", "Bilmiyorum."),
                        Map.entry("Er der rabat?", "Det ved jeg ikke."),
                        Map.entry("Finns det rabatt?", "Det vet jag inte."),
                        Map.entry("Finnes det rabatt?", "Det vet jeg ikke."),
                        Map.entry("Czy jest rabat?", "Nie wiem."),
                        Map.entry("Je nějaká sleva?", "To nevím."),
                        Map.entry("Există reduceri?", "Nu știu."),
                        Map.entry("Чи є парковка?", "Я не знаю."),
                        Map.entry("Is er korting?", "Dat weet ik niet."),
                        Map.entry("Há desconto?", "Não sei."),
                        Map.entry("Is there a discount?", "I don't know."),
                        Map.entry("Gibt es Rabatt?", "Das weiß ich nicht."),
                        Map.entry("Il y a un parking ?", "Je ne sais pas."));
        for (Map.Entry<String, String> each : unknown.entrySet()) {
            String said =
                    caller.ask(caller.guest("house"), each.getKey()).text("content").orElseThrow();
            assertTrue(said.startsWith(each.getValue()), each.getKey() + " → " + said);
        }
    }
}
