package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import org.junit.jupiter.api.Test;

/// Of a table, a list or a message the part that was meant.
class AskedPartTest {
    private final ExtractiveModel model = new ExtractiveModel();

    @Test
    void ofAListOfValuesTheOneThatWasAskedForIsSaid() {
        String rings =
                "A pair of rings costs 290 € in silver, 1,150 € in gold and 1,980 € in platinum.";
        assertEquals(
                "A pair of rings … 1,150 € in gold. [1]",
                answer("How much are rings in gold?", rings).text());
        assertEquals(rings + " [1]", answer("How much are rings?", rings).text());
        assertEquals(
                "Shipping costs 5 €, from 50 € on it is free. [1]",
                answer("How much is shipping?", "Shipping costs 5 €, from 50 € on it is free.")
                        .text());
    }

    @Test
    void anAgeIsFoundInTheRangeThatHasIt() {
        String fares =
                "Ticket: Single; Child, 4 to 15: 6 €; Adult: 11 €\n"
                        + "Ticket: Return; Child, 4 to 15: 9 €; Adult: 17 €";
        assertEquals(
                "Return: Child, 4 to 15: 9 € [1]",
                answer("What is a return for my 12 year old?", fares).text());
    }

    @Test
    void whatAFollowUpNamesReplacesWhatWasNamedBefore() {
        String fares =
                """
                Ticket: Adult; Single: 11 €; Return: 17 €
                Ticket: Family, 2 adults and 3 children; Single: 30 €; Return: 44 €
                Ticket: Child; Single: 6 €; Return: 9 €\
                """;
        Evidence evidence = new Evidence(List.of(ExtractiveModelTest.passage("Fares", "", fares)));
        assertEquals(
                "Child: Return: 9 € [1]",
                model.reply(
                                "And for a child?",
                                new ExtractiveModel.Before(
                                        List.of("How much is an adult return?"),
                                        "Adult: Return: 17 € [1]"),
                                "en",
                                _ -> evidence)
                        .text());
    }

    @Test
    void whatIsToldBeforeAQuestionIsNoQuestion() {
        assertEquals(
                "A repair of glasses costs 12 €. [1]",
                answer(
                                "My dog sat on my spectacles, what does a repair cost?",
                                "A repair of glasses costs 12 €. The shop is in Kassel.")
                        .text());
    }

    @Test
    void whatIsNotSentAbroadIsSentToNoCountryThere() {
        assertEquals(
                "We do not ship abroad. [1]",
                answer("Do you ship to Norway?", "We do not ship abroad. The shop is in Kassel.")
                        .text());
    }

    private ExtractiveReply reply(String message, Evidence evidence) {
        return model.reply(message, ExtractiveModel.Before.NOTHING, "en", _ -> evidence);
    }

    private ExtractiveReply.Answer answer(String question, String text) {
        ExtractiveReply reply =
                reply(
                        question,
                        new Evidence(List.of(ExtractiveModelTest.passage("Shop", "", text))));
        return assertInstanceOf(ExtractiveReply.Answer.class, reply, question);
    }
}
