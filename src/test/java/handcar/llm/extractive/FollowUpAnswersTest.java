package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Questions that go on from earlier ones, and no word more than was asked, about one shop.
class FollowUpAnswersTest {
    private static final Evidence SHOP =
            new Evidence(
                    List.of(
                            ExtractiveModelTest.passage(
                                    "Lumo Lamps",
                                    "",
                                    """
                                    Shipping to Norway costs 9 €, shipping to Sweden costs 14 € and takes four days. \
                                    Shipping to Iceland is not possible.

                                    Article: Desk lamp Fin; No.: B-1037; Price: 49 €; Colour: black, white
                                    Article: Floor lamp Ulv; No.: B-1038; Price: 129 €; Colour: oak
                                    Article: Bulb E27; No.: X 20/4; Price: 6.50 €; Colour: –

                                    Returns are accepted within 30 days. The warranty is two years.\
                                    """)));

    private final ExtractiveModel model = new ExtractiveModel();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    how much is shipping to sweden?        | and to Iceland?      | Shipping to Iceland is not possible. [1]
                    how much is b 1037?, and b 1038?       | colour?              | Floor lamp Ulv: Colour: oak [1]
                    what colours has the desk lamp?        | and the floor lamp?  | Floor lamp Ulv: Colour: oak [1]
                    how do i get my money back?            | how long do I have?  | Returns are accepted within 30 days. [1]
                    """)
    void aFollowUpIsAnsweredWithWhatItNames(String earlier, String question, String answer) {
        ExtractiveReply reply = last(earlier, question);
        assertInstanceOf(ExtractiveReply.Answer.class, reply);
        assertEquals(answer, reply.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    how much is shipping to sweden?               | and to Japan?
                    how much is shipping to sweden?, and norway?  | and to Japan?
                    how much is shipping to norway?               | sure?
                    how much is shipping to norway?               | are you sure?
                    how long is the warranty?                     | really?
                    """)
    void theAnswerBeforeIsNotRepeated(String earlier, String question) {
        assertInstanceOf(ExtractiveReply.Unknown.class, last(earlier, question));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    How much for two desk lamps?                               | Desk lamp Fin: Price: 49 € [1]
                    I do not want to return it, I want to know the warranty    | The warranty is two years. [1]
                    """)
    void nothingIsSaidBeside(String question, String answer) {
        assertEquals(answer, reply(question, ExtractiveModel.Before.NOTHING).text());
    }

    /// Asks one question after the other.
    private ExtractiveReply last(String earlier, String question) {
        List<String> asked = new ArrayList<>();
        String answer = "";
        for (String each : earlier.split(", ", -1)) {
            answer = reply(each, new ExtractiveModel.Before(asked.reversed(), answer)).text();
            asked.add(each);
        }
        return reply(question, new ExtractiveModel.Before(asked.reversed(), answer));
    }

    private ExtractiveReply reply(String message, ExtractiveModel.Before before) {
        return model.reply(message, before, "en", _ -> SHOP);
    }
}
