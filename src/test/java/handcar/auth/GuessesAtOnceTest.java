package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.problem.Problem;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Guesses that are sent at once, each from an address of its own, are slowed down like guesses that are sent in turn.
final class GuessesAtOnceTest {
    private static final AuthFixture OFFICE = new AuthFixture();
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final int GUESSES = 40;

    /// Of an account, before each further one waits.
    private static final int FREE = 10;

    @AfterAll
    static void close() {
        OFFICE.close();
    }

    private static User someone() {
        return OFFICE.hire("g" + PEOPLE.incrementAndGet() + "@example.com", Role.OWNER);
    }

    private static LoginSource address(int number) {
        return LoginSource.of("198.51.%d.%d".formatted(number / 200, number % 200));
    }

    /// The problems of guesses at once; `let in` for one that was right.
    private static Map<String, Long> atOnce(IntConsumer guess) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> said =
                    IntStream.range(0, GUESSES)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () -> {
                                                        start.await();
                                                        return outcome(() -> guess.accept(i));
                                                    }))
                            .toList();
            start.countDown();
            Map<String, Long> tally = new TreeMap<>();
            for (Future<String> each : said) {
                tally.merge(each.get(), 1L, Long::sum);
            }
            return tally;
        }
    }

    private static String outcome(Runnable guess) {
        try {
            guess.run();
            return "let in";
        } catch (Problem.RateLimited _) {
            return "wait";
        } catch (Problem.Unauthorized | Problem.BadFields _) {
            return "wrong";
        }
    }

    private static void assertSlowed(Map<String, Long> tally) {
        // one that is let in while a wait of a second ends may be wrong as well
        long wrong = tally.getOrDefault("wrong", 0L);
        assertTrue(wrong >= FREE && wrong <= FREE + 3, tally.toString());
        assertEquals(GUESSES - wrong, tally.get("wait"), tally.toString());
    }

    private static void login(User user, String password, Optional<String> code, int from) {
        Sessions.SessionTokens _ =
                OFFICE.methods.login(user.email(), password, code, address(from));
    }

    @Test
    void ofAPassword() throws Exception {
        User user = someone();
        assertSlowed(atOnce(i -> login(user, "wrong " + i, Optional.empty(), i)));
    }

    @Test
    void ofSixMailedDigitsOfWhichFiveAreCompared() throws Exception {
        User user = someone();
        String right =
                OFFICE.db
                        .tx(
                                tx ->
                                        OFFICE.mailed.issue(
                                                tx, MailedCodes.Purpose.LOG_IN, user.id(), false))
                        .orElseThrow();
        Map<String, Long> tally =
                atOnce(i -> assertEquals(false, OFFICE.mailed.isRight(OFFICE.db, user.id(), "0")));
        assertEquals(Map.of("let in", (long) GUESSES), tally);
        assertEquals(false, OFFICE.mailed.isRight(OFFICE.db, user.id(), right));
        assertSlowed(
                atOnce(
                        i ->
                                OFFICE.methods.loginByMail(
                                        user.email(), right, Optional.empty(), address(i))));
    }

    @Test
    void ofASecondFactor() throws Exception {
        User user = someone();
        enrol(user);
        assertSlowed(
                atOnce(i -> login(user, AuthFixture.PASSWORD, Optional.of("00000" + i % 10), i)));
    }

    /// The first half of a log-in is no guess: the wait is what it was before.
    @Test
    void theFirstHalfOfALogInCostsNothing() {
        User user = someone();
        enrol(user);
        for (int i = 0; i < FREE + 5; i++) {
            int from = i;
            assertEquals(
                    "wrong",
                    outcome(() -> login(user, AuthFixture.PASSWORD, Optional.empty(), from)));
        }
        OFFICE.sql(
                """
                UPDATE login_failures SET failures = 20, last_at = now() - interval '16 minutes'
                """);
        assertEquals(
                "wrong", outcome(() -> login(user, AuthFixture.PASSWORD, Optional.empty(), 100)));
        assertEquals(
                "wrong", outcome(() -> login(user, AuthFixture.PASSWORD, Optional.of("1"), 101)));
        assertEquals(
                "wait", outcome(() -> login(user, AuthFixture.PASSWORD, Optional.of("2"), 102)));
    }

    private static void enrol(User user) {
        OFFICE.db.runTx(tx -> OFFICE.factors.offer(tx, user.id()));
        OFFICE.sql("UPDATE users SET totp_at = now() WHERE id = '" + user.id() + "'");
    }

    /// Of the present password and of a code within a log-in, whose other log-ins go on.
    @Test
    void fromWithinALogIn() throws Exception {
        User user = someone();
        StaffPrincipal here = StaffPrincipal.user(user, UUID.randomUUID(), false);
        StaffPrincipal there = StaffPrincipal.user(user, UUID.randomUUID(), false);
        Reauthentication door = OFFICE.sessions.reauthentication();
        assertSlowed(
                atOnce(i -> door.require(here, Optional.of("wrong " + i), address(i).address())));
        assertEquals(
                "let in",
                outcome(() -> door.require(there, Optional.of(AuthFixture.PASSWORD), "192.0.2.1")));
        StaffPrincipal third = StaffPrincipal.user(user, UUID.randomUUID(), false);
        assertSlowed(
                atOnce(
                        i -> {
                            Object _ =
                                    OFFICE.users.guess(
                                            third,
                                            "totp " + user.id(),
                                            address(i).address(),
                                            "code",
                                            tx -> Optional.empty());
                        }));
    }
}
