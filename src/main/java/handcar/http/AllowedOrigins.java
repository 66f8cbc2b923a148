package handcar.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

import java.util.List;
import java.util.Set;

/// Which foreign pages may talk to us (CORS): a list of origins, or `*` for all, then without credentials.
public final class AllowedOrigins {
    private final boolean all;
    private final Set<String> listed;

    public AllowedOrigins(List<String> listed) {
        this.all = listed.contains("*");
        this.listed = Set.copyOf(listed);
    }

    boolean anyone() {
        return all;
    }

    /// Whether the page may read our answers.
    boolean allows(String origin) {
        return all || listed.contains(origin);
    }

    /// Whether the page may open a WebSocket, where browsers ask nobody: our own pages and those allowed.
    public boolean mayConnect(Headers headers) {
        String origin = headers.value(HeaderNames.ORIGIN).orElse("");
        if (origin.isEmpty() || allows(origin)) {
            return true;
        }
        String host = headers.value(HeaderNames.HOST).orElse("");
        return origin.equalsIgnoreCase("https://" + host)
                || origin.equalsIgnoreCase("http://" + host);
    }
}
