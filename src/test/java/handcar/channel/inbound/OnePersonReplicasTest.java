package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;
import handcar.chat.MessageLimits;
import handcar.db.Database;
import handcar.db.TestDatabase;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ids of a person who is new arrive at the same moment at two servers of one installation.
final class OnePersonReplicasTest {
    private static final int PERSONS = 100;

    /// How a person's messages show them: `n` by the number, `u` by the user id, `b` by both; `p` shows both ids without a
    /// message.
    @ParameterizedTest
    @ValueSource(strings = {"nub", "nubnub", "pnu", "nup", "nupnu"})
    void aNewPersonIsOneContactWithOneConversation(String shown) throws Exception {
        Database.Address address = TestDatabase.withSchema();
        MessageLimits limits = new MessageLimits(10_000, 100_000);
        try (InboundFixture one = new InboundFixture(address, limits, 10_000);
                InboundFixture other = new InboundFixture(address, limits, 10_000);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int person = 0; person < PERSONS; person++) {
                CyclicBarrier together = new CyclicBarrier(shown.length());
                List<Future<?>> sent = new ArrayList<>();
                for (int i = 0; i < shown.length(); i++) {
                    InboundFixture replica = (i + person) % 2 == 0 ? one : other;
                    PersonIds ids = ids(shown.charAt(i), person);
                    String name = person + "-" + i;
                    InboundEvent event =
                            shown.charAt(i) == 'p'
                                    ? new InboundEvent.IdPair("55", ids)
                                    : InboundFixture.said(ids, "m" + name, name);
                    sent.add(
                            threads.submit(
                                    () -> {
                                        together.await(1, TimeUnit.MINUTES);
                                        replica.take("e" + name, event);
                                        return null;
                                    }));
                }
                for (Future<?> each : sent) {
                    each.get();
                }
            }
            assertEquals(
                    List.of(PERSONS + " " + PERSONS),
                    one.rows(
                            "SELECT (SELECT count(*) FROM conversations) || ' ' || (SELECT"
                                    + " count(*) FROM contacts)"));
            assertEquals(
                    List.of(),
                    one.rows(
                            "SELECT c.id || ' has ' || count(m.id) FROM conversations c LEFT JOIN"
                                + " messages m ON m.conversation_id = c.id AND m.author = 'contact'"
                                + " GROUP BY c.id HAVING count(m.id) <> "
                                    + shown.replace("p", "").length()));
        }
    }

    private static PersonIds ids(char shown, int person) {
        return new PersonIds(
                shown == 'n' ? Optional.empty() : Optional.of("US." + person),
                shown == 'u' ? Optional.empty() : Optional.of("100" + person));
    }
}
