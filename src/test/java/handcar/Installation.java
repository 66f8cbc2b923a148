package handcar;

import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeOpenAi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A furnished database, a folder and a port, for as many processes one after the other as a test wants.
final class Installation {
    /// Where its processes listen, without a slash at the end.
    final String url;

    final Caller caller;
    private final String port = Program.freePort();
    private final Map<String, String> settings = new HashMap<>();

    Installation(Path folder) {
        this(folder, TestDatabase.empty());
    }

    Installation(Path folder, Database.Address address) {
        try (Database db = TestDatabase.open(address)) {
            Shop.furnish(db);
            settings.putAll(Shop.usual(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        url = "http://127.0.0.1:" + port;
        caller = new Caller(url);
        settings.put("PORT", port);
        settings.put("DATA_DIR", folder.toString());
    }

    /// From the next start on, on top of the usual ones.
    Installation with(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    /// Answered by this model.
    Installation with(FakeOpenAi model) {
        return with(Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", model.baseUrl()));
    }

    /// A process that serves.
    ///
    /// @param options for its JVM
    Program start(String... options) {
        return Program.start(List.of(options), settings, "serve").ready(port);
    }
}
