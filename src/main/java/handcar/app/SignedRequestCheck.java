package handcar.app;

import module java.base;

import handcar.auth.VisitorTokens;
import handcar.config.Config;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;

/// A request to the running server, signed with this installation's key: the right signature must be let in and a wrong
/// one refused. Tells whether the server that answers has the same secrets as this command.
final class SignedRequestCheck {
    private final Config config;
    private final HttpClient httpClient;

    SignedRequestCheck(Config config, HttpClient httpClient) {
        this.config = config;
        this.httpClient = httpClient;
    }

    /// How it went; `IllegalStateException` when the server takes the wrong one or refuses the right one.
    String run() {
        String base = "http://localhost:" + config.server().port();
        UUID conversation = UUID.randomUUID();
        String token =
                new VisitorTokens(config.security().jwtSecret())
                        .issue(conversation, UUID.randomUUID());
        URI url = URI.create(base + "/api/v1/chat/conversations/" + conversation);
        String signed = errorType(url, token);
        String forged = errorType(url, token.substring(0, token.length() - 8) + "AAAAAAAA");
        if (signed.isEmpty()) {
            return "no server runs at " + base + "; start it and ask again to prove it";
        }
        // there is no such conversation: "not found" proves that the signature was accepted
        if (signed.equals("not_found") && forged.equals("unauthorized")) {
            return "accepted at " + base + ", a forged one refused";
        }
        throw new IllegalStateException(
                base
                        + " answered "
                        + signed
                        + " to a signed and "
                        + forged
                        + " to a forged request: does that server have the same JWT_SECRET?");
    }

    /// The type of the error it answers; empty when nobody answers.
    private String errorType(URI url, String token) {
        Request call = Request.get("doctor.self", url).header("Authorization", "Bearer " + token);
        return switch (httpClient.call(call)) {
            case CallResult.Answered<Response>(Response answer) -> type(answer);
            case CallResult.NotSent<Response> _, CallResult.Lost<Response> _ -> "";
        };
    }

    private static String type(Response answer) {
        try {
            return new JsonView(Json.object(answer.body()))
                    .at("error")
                    .text("type")
                    .orElse("no error");
        } catch (MalformedJsonException e) {
            return "something that is not JSON";
        }
    }
}
