package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

/// An event that cannot be stored loses nothing of what stands beside it.
final class FailingEventTest {
    private static final String ENDLESS =
            new Random(7)
                    .ints(9_000, 'a', 'z')
                    .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    .toString();

    @Test
    void theOthersAreStoredAndTheSenderIsTold() {
        try (InboundFixture counter = new InboundFixture()) {
            InboundEvent[] events = {
                InboundFixture.said("ann", "m1", "one"),
                InboundFixture.said("ann", ENDLESS, "two"),
                InboundFixture.said("ann", "m3", "three")
            };
            for (int i = 0; i < 2; i++) {
                assertThrows(Problem.Malformed.class, () -> counter.take("e1", events));
                assertEquals(List.of("one", "three"), counter.contents(counter.only().id()));
            }
            assertEquals(1, counter.waitingAnswers());
        }
    }
}
