package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.chat.Citation;
import handcar.http.JsonBody;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the built-in model may say in the place of an answer that was withheld.
class FallbackTest {
    private static final Agent AGENT = AgentInput.create(JsonBody.of(Map.of("name", "Depot")));

    private static Question asking(String text) {
        return Question.alone(AGENT, text);
    }

    private static GeneratedAnswer saying(String text) {
        Citation source =
                new Citation(1, new UUID(0, 1), "Guide", Optional.empty(), text, 0, text.length());
        return new GeneratedAnswer(
                GeneratedAnswer.Ending.ANSWERED,
                text,
                List.of(source),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    How old must I be to hire an excavator?      | Mini excavator: £310 per day.                | false
                    How old must I be to hire an excavator?      | The minimum age is 21 for an excavator.      | true
                    Wie alt muss ich für den Bagger sein?        | Minibagger: 310 € pro Tag.                   | false
                    Wie alt muss ich für den Bagger sein?        | Sie müssen 21 Jahre alt sein.                | true
                    Quel âge faut-il avoir ?                     | Mini-pelle : 310 € par jour.                 | false
                    ¿Qué edad hay que tener?                     | La edad mínima es de 21 años.                | true
                    How much does the sauna cost?                | The sauna opens at 12:00.                    | false
                    Was kostet die Sauna?                        | Die Sauna ist im Preis enthalten, ab 12 Uhr. | true
                    How much is a dumper and how old must I be?  | Dumper: £240 per day.                        | true
                    When do you open?                            | We open at 9:00.                             | true
                    """)
    void itHasTheValueThatTheQuestionAsksFor(String question, String answer, boolean stands) {
        assertEquals(stands, Fallback.answers(asking(question), saying(answer)), question);
    }

    @Test
    void aPassageInAnotherLanguageIsIntroducedAsAQuotation() {
        Question question = asking("Can you tell me what the cleaning of the rooms costs?");
        String quoted = "Le ménage des chambres coûte 45 € par séjour et se paie à l'arrivée.";
        assertEquals(
                "I can only quote our documents on this: " + quoted,
                Fallback.introduced(question, saying(quoted)).text());
        String same = "The cleaning of the rooms costs 45 € for each stay.";
        assertEquals(same, Fallback.introduced(question, saying(same)).text());
    }
}
