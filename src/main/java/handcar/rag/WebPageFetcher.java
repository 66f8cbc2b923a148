package handcar.rag;

import module java.base;

import handcar.net.CallFailedException;
import handcar.net.HttpClient;
import handcar.net.RejectedUrlException;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.UntrustedUrl;
import handcar.rag.extract.UnreadableDocumentException;

/// Fetches the page at an address that a person typed: from the public internet only, ten megabytes at most.
public final class WebPageFetcher {
    private static final long MOST_BYTES = 10L << 20;

    /// How long a site may send nothing.
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /// How long a page may take altogether.
    private static final Duration TOTAL = Duration.ofSeconds(60);

    private final HttpClient httpClient;

    /// A page. `name` is the last part of the address after all redirects.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fetched(byte[] bytes, String name, String mediaType) {}

    /// The page cannot be read now; it may work later. The message is a sentence for the person who gave the address.
    static final class NotNowException extends RuntimeException {
        NotNowException(String sentence) {
            super(sentence);
        }
    }

    public WebPageFetcher(HttpClient httpClient) {
        this.httpClient = httpClient;
    }

    /// [UnreadableDocumentException] when it will never work, [NotNowException] when it may.
    Fetched get(String url) {
        Request call;
        try {
            call = Request.visit("rag.page", UntrustedUrl.parse(url));
        } catch (RejectedUrlException e) {
            throw new UnreadableDocumentException(e.sentence());
        }
        try {
            Response answer =
                    httpClient.call(call.within(SILENCE, TOTAL).atMost(MOST_BYTES)).orThrow();
            return fetched(answer);
        } catch (CallFailedException e) {
            throw refused(e);
        }
    }

    private static Fetched fetched(Response answer) {
        int status = answer.status();
        if (status == 429 || status >= 500) {
            throw new NotNowException("The site answered with an error (" + status + ").");
        }
        if (!answer.ok()) {
            throw new UnreadableDocumentException(
                    switch (status) {
                        case 401, 403 ->
                                "The site does not let this page be read (" + status + ").";
                        case 404, 410 -> "There is no such page (" + status + ").";
                        default -> "The site answered with an error (" + status + ").";
                    });
        }
        String path = answer.from().getPath();
        return new Fetched(
                answer.body(),
                path == null ? "" : path.substring(path.lastIndexOf('/') + 1),
                answer.headers().first("content-type").orElse(""));
    }

    private static RuntimeException refused(CallFailedException e) {
        return switch (e.reason()) {
            case REFUSED_URL ->
                    new UnreadableDocumentException(
                            "This address leads to a place that is not on the public internet, or"
                                    + " redirects too often, so it is not read.");
            case TOO_LARGE -> new UnreadableDocumentException("The page is larger than 10 MB.");
            case UNREACHABLE -> new NotNowException("The site cannot be reached.");
            case TIMED_OUT -> new NotNowException("The site takes too long to answer.");
            case CUT -> new NotNowException("The site broke off while answering.");
            case BREAKER_OPEN, BUSY, CANCELLED ->
                    new NotNowException("The site could not be asked.");
        };
    }
}
