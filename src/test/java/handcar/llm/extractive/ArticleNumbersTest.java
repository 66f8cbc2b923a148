package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArticleNumbersTest {
    private static final String LIST =
            """
            Part: Pump seal; Part number: X 20/4; Price: 6.50 €
            Part: Filter; Part number: AB-12.345; Price: 17.20 €
            Part: Valve; Part number: 7731-88; Price: 41.00 €
            Part: Motor; Part number: MK2 450; Price: 310.00 €
            Part: Hose; Part number: H/16-3; Price: 8.90 €
            Part: Belt; Part number: 90412.7; Price: 23.40 €
            Part: Gasket; Part number: RS_550-B; Price: 4.75 €
            Part: Bearing; Part number: 6204ZZ; Price: 11.30 €\
            """;

    private static final String SPELLINGS =
            """
            How much is X20/4?          | 6.50
            price of X-20/4             | 6.50
            x204 price?                 | 6.50
            x 20 4                      | 6.50
            Ｘ２０／４                    | 6.50
            price of x_20_4             | 6.50
            AB12345                     | 17.20
            AB 12.345 price             | 17.20
            ab-12345?                   | 17.20
            ab 12 345                   | 17.20
            What does 773188 cost?      | 41
            7731 88                     | 41
            7731/88 price               | 41
            77-3188                     | 41
            mk2450 price                | 310
            MK2-450                     | 310
            MK 2450                     | 310
            h16-3                       | 8.90
            H 16 3 cost                 | 8.90
            h-163?                      | 8.90
            Was kostet 904127?          | 23.40
            90412-7                     | 23.40
            rs550b                      | 4.75
            RS 550 B price              | 4.75
            6204 zz                     | 11.30
            Prix du 6204-ZZ ?           | 11.30
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = SPELLINGS)
    void anArticleNumberIsAnsweredWithItsRowHoweverItIsWritten(String question, String price) {
        Evidence list =
                new Evidence(List.of(ExtractiveModelTest.passage("Norvik Parts", "", LIST)));
        ExtractiveReply reply =
                new ExtractiveModel()
                        .reply(question, ExtractiveModel.Before.NOTHING, "en", _ -> list);
        assertTrue(
                reply.text().contains(price + (price.contains(".") ? " €" : ".00 €")),
                reply.text());
        assertEquals(1, reply.text().lines().count(), reply.text());
        assertEquals(1, reply.text().split("€", -1).length - 1, reply.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    12.345 € a year, and 1.250 more        | 12345
                    on 24.12.2026 or 2026-12-24            | 24122026
                    on 24.12.2026 or 2026-12-24            | 20261224
                    EUR 12.345 for all                     | 12345
                    49.90 for two                          | 4990
                    from 9:00 to 17:30 on 12 days          | 1730
                    12 345 visitors in 2026                | 2026
                    """)
    void amountsDatesAndYearsAreNone(String text, String number) {
        assertFalse(ArticleNumbers.in(text).contains("nr" + number), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Does it cost 12.345 €?       | Does it cost 12.345 €?
                    Is EUR 12345 right?          | Is EUR 12345 right?
                    Open until 24.12.?           | Open until 24.12.?
                    the 12345 and the ab-12.345  | the nr12345 and the ab12345
                    """)
    void theAmountInAQuestionStaysWhatItIs(String question, String joined) {
        assertEquals(
                joined, ArticleNumbers.joined(question, Set.of("ab12345", "nr12345", "nr2412")));
    }
}
