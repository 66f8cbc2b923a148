package handcar;

import handcar.Doctor.Finding;
import handcar.account.VisitorTokens;
import handcar.config.Config;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/// A request to the running server, signed with this installation's key: the right signature must be let in and a wrong
/// one refused. Tells whether the server that answers has the same secrets as this command.
final class SelfRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Config config;

    SelfRequest(Config config) {
        this.config = config;
    }

    Finding prove() {
        String base = "http://localhost:" + config.server().port();
        UUID conversation = UUID.randomUUID();
        String token =
                new VisitorTokens(config.security().jwtSecret())
                        .issue(conversation, UUID.randomUUID());
        String url = base + "/api/v1/chat/conversations/" + conversation;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            int signed = status(client, url, token);
            int forged = status(client, url, token.substring(0, token.length() - 2) + "AA");
            // there is no such conversation: whoever learns that was let in
            boolean well = signed == 404 && forged == 401;
            return new Finding(
                    "signed request",
                    well,
                    well
                            ? "accepted at " + base + ", a forged one refused"
                            : base
                                    + " answered "
                                    + signed
                                    + " to a signed and "
                                    + forged
                                    + " to a forged request: does that server have the same"
                                    + " JWT_SECRET?");
        } catch (IOException e) {
            return new Finding(
                    "signed request",
                    true,
                    "no server runs at " + base + "; start it and ask again to prove it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int status(HttpClient client, String url, String token)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
