package handcar.gateway;

import handcar.http.Answers;
import handcar.http.Body;
import handcar.http.Bytes;
import handcar.http.Departure;
import handcar.http.PassedStream;
import handcar.http.Problem;
import handcar.json.Json;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The model gateway: OpenAI's API for programs, whoever answers behind it.
/// <https://platform.openai.com/docs/api-reference>
public final class GatewayRoutes implements HttpService {
    private static final HeaderName PROVIDER = HeaderNames.create("X-Model-Provider");

    /// <https://www.rfc-editor.org/rfc/rfc9211>
    private static final HeaderName CACHE_STATUS = HeaderNames.create("Cache-Status");

    private final KeyDoor door;
    private final Gateway gateway;

    public GatewayRoutes(KeyDoor door, Gateway gateway) {
        this.door = door;
        this.gateway = gateway;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/v1/chat/completions", door.keyed(this::chat));
        rules.post("/v1/embeddings", door.keyed(this::embeddings));
        rules.get("/v1/models", door.keyed(this::models));
        rules.get("/v1/models/{model}", door.keyed(this::model));
    }

    private void chat(ServerRequest req, ServerResponse res, KeyHolder by) throws IOException {
        answer(Asked.Kind.CHAT, req, res, by);
    }

    private void embeddings(ServerRequest req, ServerResponse res, KeyHolder by)
            throws IOException {
        answer(Asked.Kind.EMBEDDINGS, req, res, by);
    }

    /// Who may not ask is told so before the body is read.
    private void answer(Asked.Kind kind, ServerRequest req, ServerResponse res, KeyHolder by)
            throws IOException {
        require(res, by);
        Asked asked = Asked.of(kind, by, Bytes.json(req, Body.LIMIT));
        try (Turnstile.Pass _ = gateway.enter(asked);
                Departure _ = Departure.watch()) {
            Answers.waitForOthers();
            if (asked.streams()) {
                stream(res, asked);
            } else {
                whole(req, res, asked);
            }
        } catch (ProviderFailure e) {
            refuse(res, e);
        }
    }

    /// OpenAI's clients try again after 429, which is right for a minute's limit and useless for a budget.
    private void require(ServerResponse res, KeyHolder by) {
        try {
            gateway.require(by);
        } catch (Problem.RateLimited e) {
            if (e.code().equals(Allowance.BUDGET)) {
                res.header("x-should-retry", "false");
            }
            throw e;
        }
    }

    private void models(ServerRequest req, ServerResponse res, KeyHolder by) {
        Answers.ok(res, Map.of("object", "list", "data", gateway.models()));
    }

    private void model(ServerRequest req, ServerResponse res, KeyHolder by) {
        String id = req.path().pathParameters().get("model");
        Answers.ok(
                res,
                gateway.models().stream()
                        .filter(model -> id.equals(model.get("id")))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Problem.NotFound(
                                                "model_not_found", "There is no such model.")));
    }

    private void whole(ServerRequest req, ServerResponse res, Asked asked) {
        Freshness wish = Freshness.of(req.headers().value(HeaderNames.CACHE_CONTROL).orElse(""));
        Gateway.Given given = gateway.whole(asked, wish);
        res.header(PROVIDER, given.provider());
        res.header(CACHE_STATUS, given.cacheStatus());
        Answers.passed(res, 200, given.json());
    }

    private void stream(ServerResponse res, Asked asked) throws IOException {
        var connected = gateway.stream(asked);
        try (Passage passage = connected.answer()) {
            res.header(PROVIDER, connected.provider());
            res.header(CACHE_STATUS, "handcar; fwd=bypass");
            try (PassedStream out = PassedStream.begin(res, "text/event-stream")) {
                pass(passage, out);
            }
        }
    }

    private static void pass(Passage passage, PassedStream out) throws IOException {
        try {
            while (passage.forward(out)) {
                out.flush();
            }
        } catch (ProviderFailure.Cancelled e) {
            throw new CloseConnectionException("the caller is gone", e);
        } catch (ProviderFailure e) {
            // the status is long gone; OpenAI's clients take an event with an error for one
            String error = Json.text(Told.of(e).body());
            out.write(("data: " + error + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refuse(ServerResponse res, ProviderFailure failure) {
        if (failure instanceof ProviderFailure.Cancelled) {
            throw new CloseConnectionException("the caller is gone", failure);
        }
        Told told = Told.of(failure);
        told.retryAfter()
                .ifPresent(
                        wait ->
                                res.header(
                                        HeaderNames.RETRY_AFTER,
                                        String.valueOf(Math.max(1, wait.toSeconds()))));
        Answers.json(res, told.status(), told.body());
    }
}
