package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.testing.SeparateProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ledger says what the provider counted: to the token and to the millionth of a dollar, with failures that were tried again,
/// fallbacks, programs that leave, and two replicas of which each is killed once.
@SeparateProcess
final class LedgerTest {
    private static final int CALLS = 300;

    @Test
    void itEqualsTheProvidersOwnCount(@TempDir Path folder) throws Exception {
        try (LedgerRun run = new LedgerRun(folder)) {
            LedgerRun.Outcome outcome = run.run(CALLS);
            assertTrue(outcome.exact() > CALLS / 2, outcome.toString());
            assertTrue(outcome.left() > CALLS / 20, outcome.toString());
        }
    }
}
