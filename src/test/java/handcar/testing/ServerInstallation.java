package handcar.testing;

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
public final class ServerInstallation {
    /// Where its processes listen, without a slash at the end.
    public final String url;

    public final TestClient caller;
    private final String port = ServerProcess.freePort();
    private final Map<String, String> settings = new HashMap<>();

    public ServerInstallation(Path folder) {
        this(folder, TestDatabase.empty());
    }

    public ServerInstallation(Path folder, Database.Address address) {
        try (Database db = TestDatabase.open(address)) {
            TestServer.furnish(db);
            settings.putAll(TestServer.usual(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        url = "http://127.0.0.1:" + port;
        caller = new TestClient(url);
        settings.put("PORT", port);
        settings.put("DATA_DIR", folder.toString());
    }

    /// From the next start on, on top of the usual ones.
    public ServerInstallation with(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    /// Answered by this model.
    public ServerInstallation with(FakeOpenAi model) {
        return with(Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", model.baseUrl()));
    }

    /// A process that serves.
    ///
    /// @param options for its JVM
    public ServerProcess start(String... options) {
        return ServerProcess.start(List.of(options), settings, "serve").ready(port);
    }
}
