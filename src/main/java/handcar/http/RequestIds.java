package handcar.http;

import handcar.config.Logging;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

/// The id of a request: the caller's when it is 1–128 printable ASCII characters, else a new one.
final class RequestIds {
    static final HeaderName HEADER = HeaderNames.create("X-Request-ID");

    private static final int LONGEST = 128;

    private RequestIds() {}

    static String of(Headers headers) {
        return headers.value(HEADER).filter(RequestIds::isSane).orElseGet(Logging::newRequestId);
    }

    private static boolean isSane(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST
                && id.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
