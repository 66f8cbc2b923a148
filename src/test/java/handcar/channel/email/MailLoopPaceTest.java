package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import handcar.chat.MessageLoop;
import handcar.chat.MessageLoop.Utterance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that answer quickly whatever they say, and people who speak for a department.
class MailLoopPaceTest {
    private static final Instant BEGIN = Instant.parse("2026-12-01T10:00:00Z");

    /// Mails and answers in turn, with this pause before each mail.
    private static List<Utterance> exchange(int mails, Duration pause) {
        List<Utterance> all = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            Instant at = BEGIN.plus(pause.multipliedBy(i));
            all.add(Utterance.theirs("Text " + i, at));
            all.add(new Utterance(true, "Answer " + i, at.plusSeconds(1)));
        }
        return all;
    }

    private static long quick(int mails, Duration pause) {
        Instant now = BEGIN.plus(pause.multipliedBy(mails));
        return MailLoop.quick(Utterance.theirs("Next", now), exchange(mails, pause));
    }

    @Test
    void mailsWithinAMinuteOfOurAnswersAreCounted() {
        assertEquals(4, quick(4, Duration.ofSeconds(15)));
        assertEquals(5, quick(5, Duration.ofSeconds(15)));
        assertEquals(0, quick(9, Duration.ofMinutes(2)));
        List<Utterance> before = exchange(9, Duration.ofSeconds(15));
        assertEquals(0, MailLoop.quick(Utterance.theirs("Next", BEGIN.plusSeconds(3600)), before));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Our team needs %d blue lamps with a long cable.",
                "Our team also needs %d lamps for the second hall.",
                "Our department asks for %d chairs in green.",
                "Unsere Abteilung braucht %d Lampen mit langem Kabel.",
            })
    void whoeverSpeaksForADepartmentIsNoDesk(String says) {
        List<Utterance> earlier = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Instant at = BEGIN.plusSeconds(600L * i);
            Utterance next = Utterance.theirs(says.formatted(i), at);
            assertFalse(MessageLoop.goesOn(next, earlier), says);
            earlier.add(next);
            earlier.add(new Utterance(true, "We have them. " + i, at.plusSeconds(5)));
        }
    }
}
