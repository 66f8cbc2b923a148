package handcar.rag;

import handcar.net.Answer;
import handcar.net.Call;
import handcar.net.NoAnswer;
import handcar.net.Outgoing;
import handcar.net.RefusedUrl;
import handcar.net.TypedUrl;

import java.time.Duration;

/// Fetches what an address typed by a person leads to: from the public internet only, ten megabytes at most.
public final class PageFetch {
    private static final long MOST_BYTES = 10L << 20;

    /// A slow site, not a stuck one.
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration TOTAL = Duration.ofSeconds(60);

    private final Outgoing outgoing;

    /// What was found there. `name` is the last part of the address it came from in the end.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fetched(byte[] bytes, String name, String mediaType) {}

    /// It may work later.
    static final class NotNow extends RuntimeException {
        private final String sentence;

        NotNow(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    public PageFetch(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    /// [Unreadable] when it will never work, [NotNow] when it may.
    Fetched get(String url) {
        Call call;
        try {
            call = Call.visit("rag.page", TypedUrl.parse(url));
        } catch (RefusedUrl e) {
            throw new Unreadable(e.sentence());
        }
        try {
            Answer answer = outgoing.call(call.within(SILENCE, TOTAL).atMost(MOST_BYTES)).orThrow();
            return fetched(answer);
        } catch (NoAnswer e) {
            throw refused(e);
        }
    }

    private static Fetched fetched(Answer answer) {
        int status = answer.status();
        if (status == 429 || status >= 500) {
            throw new NotNow("The site answered with an error (" + status + ").");
        }
        if (!answer.ok()) {
            throw new Unreadable(
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

    private static RuntimeException refused(NoAnswer e) {
        return switch (e.reason()) {
            case REFUSED_URL ->
                    new Unreadable(
                            "This address leads to a place that is not on the public internet, or"
                                    + " redirects too often, so it is not read.");
            case TOO_LARGE -> new Unreadable("The page is larger than 10 MB.");
            case UNREACHABLE -> new NotNow("The site cannot be reached.");
            case TIMED_OUT -> new NotNow("The site takes too long to answer.");
            case CUT -> new NotNow("The site broke off while answering.");
            case BREAKER_OPEN, BUSY, CANCELLED -> new NotNow("The site could not be asked.");
        };
    }
}
