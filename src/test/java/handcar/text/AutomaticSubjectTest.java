package handcar.text;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The subjects of replies that programs send while somebody is away.
class AutomaticSubjectTest {
    private static final String AWAY = "Thank you for your message. I am away until 8 December.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Out of Office Re: Warranty",
                "[Auto-Reply] Warranty",
                "[Out of office] Re: Warranty",
                "【自動返信】 保証",
                "Nieobecność w biurze: Warranty",
                "Отсутствую на рабочем месте: Warranty",
                "Отсутствие в офисе: Warranty",
                "Відсутній на роботі: Warranty",
                "Afwezig: Warranty",
                "Niet op kantoor: Warranty",
                "Frånvarande: Warranty",
                "Fravær: Warranty",
                "Ikke på kontoret: Warranty",
                "Poissa: Warranty",
                "Absence au bureau : Warranty",
                "Ausencia de la oficina: Warranty",
                "Assente dall'ufficio: Warranty",
                "Ausente do escritório: Warranty",
                "Nepřítomnost v kanceláři: Warranty",
                "Neprítomnosť v kancelárii: Warranty",
                "Irodán kívül: Warranty",
                "Absent din birou: Warranty",
                "Извън офиса: Warranty",
                "Απουσία από το γραφείο: Warranty",
                "Odsutan iz ureda: Warranty",
                "Ofiste değilim: Warranty",
                "外出: Warranty",
                "휴가: Warranty",
                "בחופשה: Warranty",
                "إجازة: Warranty"
            })
    void aReplyOfSomebodyAwayIsKnownByItsSubjectAndItsText(String subject) {
        assertTrue(AutomaticSubject.isAway(subject, AWAY, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Out of Office Re: Lamps", "[Auto-Reply] Lamps", "[Auto-Reply] Re: Lamps"})
    void someAreKnownByTheSubjectAlone(String subject) {
        assertTrue(AutomaticSubject.isAway(subject, "", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Afwezig: levering", "Fravær: levering", "Urlaub: Lieferung", "Away: lamp"})
    void aPersonWritesOfAnAbsenceToo(String subject) {
        assertFalse(AutomaticSubject.isAway(subject, "I am away. Deliver it later.", false));
        assertFalse(AutomaticSubject.isAway(subject, "Please deliver it on Monday.", true));
        assertFalse(AutomaticSubject.isAway(subject, "I am away. Who signs for it?", true));
    }

    @Test
    void whatOnlyBeginsLikeOneIsAPersons() {
        for (String subject :
                List.of("Out of office chairs", "[Order 12] out of office", "Auto-reply to me")) {
            assertFalse(AutomaticSubject.isAway(subject, "Please send it.", true), subject);
        }
    }
}
