package handcar.llm.proxy;

import module java.base;

import handcar.config.Logging;
import handcar.http.Responses;
import handcar.llm.NoModelAvailableException;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderException;
import handcar.problem.Problem;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Tells a program why no provider answered.
final class RefusalWriter {
    private RefusalWriter() {}

    /// A program gets the error of the first provider, which should have answered it.
    static void refuse(
            ServerRequest req,
            ServerResponse res,
            ModelRequest.Kind kind,
            NoModelAvailableException none) {
        if (none.failures().isEmpty()) {
            if (kind == ModelRequest.Kind.COUNT_TOKENS) {
                throw new Problem.NotFound(
                        "model_not_found",
                        "Only Anthropic's models count tokens before a call, and this is none of"
                                + " them.");
            }
            throw new Problem.NotFound(
                    "model_not_found",
                    "There is no model by this name here; GET /v1/models lists those there are.");
        }
        refuse(req, res, none.failures().getFirst());
    }

    static void refuse(ServerRequest req, ServerResponse res, ProviderException failure) {
        requireCaller(failure);
        if (failure.kind() == ProviderException.Kind.BUDGET_SPENT) {
            // OpenAI's clients try again after 429, which is useless for a budget
            res.header("x-should-retry", "false");
        }
        failure.limits().forEach(limit -> res.header(limit.getKey(), limit.getValue()));
        failure.retryAfter().ifPresent(wait -> retryAfter(res, wait));
        Responses.error(
                req, res, failure.statusForProgram(), failure.bodyForProgram(Logging.requestId()));
    }

    /// In whole seconds for all programs, and exactly for those that know OpenAI's header.
    private static void retryAfter(ServerResponse res, Duration wait) {
        long millis = wait.toMillis();
        res.header(
                HeaderNames.RETRY_AFTER, String.valueOf(Math.max(1, Math.ceilDiv(millis, 1_000L))));
        res.header("retry-after-ms", String.valueOf(millis));
    }

    /// Nobody is left to answer when the call was stopped because its caller left.
    static void requireCaller(ProviderException failure) {
        if (failure.isCancelled()) {
            throw new CloseConnectionException("the caller left", failure);
        }
    }
}
