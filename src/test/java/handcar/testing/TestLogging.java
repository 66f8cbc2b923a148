package handcar.testing;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Logging during tests: only what should not have happened.
public final class TestLogging {
    private static final Logger ROOT = Logger.getLogger("");

    public TestLogging() {
        ConsoleHandler console = new ConsoleHandler();
        console.setLevel(Level.WARNING);
        ROOT.setLevel(Level.INFO);
        ROOT.addHandler(console);
    }
}
