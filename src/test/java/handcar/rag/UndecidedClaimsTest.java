package handcar.rag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.rag.claims.ClaimText;
import handcar.rag.claims.PassageFit;
import handcar.rag.search.SearchHit;
import handcar.text.Language;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements in other words than those of the passages. Only what no value, name or denial speaks against is left undecided.
class UndecidedClaimsTest {
    private static final Map<String, String> PASSAGES =
            Map.of(
                    "en",
                    """
                    A deposit of £40 holds your place; the rest is due two weeks before the first day. Protective suits \
                    are lent out for the day; boots you bring yourself. Dogs have to wait in the car.

                    | Jar | Blossom | Heather |
                    |---|---|---|
                    | 227 g | £4.50 | £6.20 |
                    | 454 g | £8.00 | £11.50 |
                    """,
                    "de",
                    """
                    Der Siebdruckkurs dauert zwei Abende und kostet 89 €. Teilnehmen können Personen ab 14 Jahren; \
                    Jüngere brauchen eine erwachsene Begleitung. Schlüssel werden nicht ausgegeben. Fahrräder können im \
                    Hof abgestellt werden. Die Einweisung kostet einmalig 25 €.
                    """,
                    "fr",
                    """
                    La caution est de 400 €, prélevée uniquement en cas de dommage. Le vélo doit être rendu avant 19 heures. Nous \
                    réparons toutes les marques, sauf les trottinettes électriques.
                    """,
                    "es",
                    """
                    La clase en grupo dura dos horas y cuesta 35 €. Para participar hay que saber nadar y tener al menos siete \
                    años. La escuela abre todo el año excepto en enero.
                    """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | SAID      | A deposit of £40 holds your place.
                    en | UNDECIDED | Paying £40 up front reserves your spot.
                    en | UNDECIDED | The balance must be paid two weeks ahead of the first session.
                    en | UNDECIDED | We'll provide a protective suit, so just pack your own boots.
                    en | REFUTED   | Paying £60 up front reserves your spot.
                    en | REFUTED   | We do not provide protective suits.
                    en | REFUTED   | The 227 g jar of heather honey is £4.50.
                    en | REFUTED   | Ask Mr. Miller about protective suits.
                    en | REFUTED   | Reserve your spot at bees@school.example.
                    de | SAID      | Der Siebdruckkurs kostet 89 €.
                    de | UNDECIDED | Jüngere Kinder dürfen mitmachen, wenn ein Erwachsener dabei ist.
                    de | UNDECIDED | Ihr Rad können Sie bei uns im Innenhof parken.
                    de | REFUTED   | Mieter erhalten einen Schlüssel gegen Pfand.
                    de | REFUTED   | Jüngere Kinder dürfen ab 12 Jahren mitmachen.
                    de | REFUTED   | Die Einweisung ist kostenlos.
                    de | REFUTED   | Die Siebdruckanlage kostet 25 €, die Einweisung 89 €.
                    fr | UNDECIDED | Nous gardons 400 € de dépôt, encaissés seulement si le vélo est abîmé.
                    fr | UNDECIDED | Ramenez le vélo à 19 h au plus tard.
                    fr | REFUTED   | Ramenez le vélo à 20 h au plus tard.
                    fr | REFUTED   | Nous réparons aussi les trottinettes électriques.
                    es | UNDECIDED | Los niños pueden apuntarse desde los siete años si saben nadar.
                    es | REFUTED   | Los niños pueden apuntarse desde los cinco años.
                    es | REFUTED   | La escuela abre también en enero.
                    """)
    void whatNoRuleSpeaksAgainstIsUndecided(String language, String expected, String claim) {
        assertEquals(expected, outcome(Objects.requireNonNull(PASSAGES.get(language)), claim));
    }

    private static String outcome(String text, String claim) {
        PassageFit.Fit fit =
                new PassageFit(List.of(passage(text)), "", "Ada")
                        .find(ClaimText.of(claim), Optional.empty(), Set.of());
        return fit.stands() ? "SAID" : fit.isUndecided() ? "UNDECIDED" : "REFUTED";
    }

    private static SearchHit passage(String text) {
        return new SearchHit(
                UUID.randomUUID(),
                new UUID(0, 1),
                "Guide",
                Optional.empty(),
                Optional.empty(),
                text,
                0,
                text.codePointCount(0, text.length()),
                Optional.empty(),
                Language.of(text).configuration(),
                1,
                1,
                Optional.empty());
    }
}
