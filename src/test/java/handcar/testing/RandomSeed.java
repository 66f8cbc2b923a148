package handcar.testing;

import module java.base;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// The random numbers of the tests: the same at each run, so that a failure can be repeated. `-Dhandcar.seed=7` takes
/// others, and a test that fails tells its seed.
public final class RandomSeed implements TestWatcher {
    private static final long SEED = Long.getLong("handcar.seed", 20_261_121);
    private static volatile boolean used;

    public static Random random() {
        used = true;
        return new Random(SEED);
    }

    @Override
    public void testFailed(ExtensionContext test, Throwable cause) {
        if (used) {
            System.err.println(test.getDisplayName() + " failed with -Dhandcar.seed=" + SEED);
        }
    }
}
