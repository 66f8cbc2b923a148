package handcar.webhooks;

import module java.base;

import handcar.config.Secret;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Said;
import handcar.testing.TestServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/// The whole server, and a program at another address that is told what happens in it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebhookReceiverFixture {

    static final String PATH = "/api/v1/subscriptions";

    /// A program that does as the guide says: it repeats a challenge and is content with all else.
    static final FakeReply WELL_MADE =
            (request, wire) -> {
                Optional<String> challenge = request.json().at("data").text("challenge");
                FakeReply.json(
                                200,
                                challenge.map(text -> Map.of("challenge", text)).orElse(Map.of()))
                        .to(request, wire);
            };

    final TestServer shop = new TestServer(Map.of("PRIVATE_HOSTS", "127.0.0.1"));
    FakeServer program = new FakeServer(WELL_MADE);

    @AfterEach
    void unsubscribe() {
        shop.update("DELETE FROM subscriptions");
        program.close();
        program = new FakeServer(WELL_MADE);
    }

    @AfterAll
    void close() {
        program.close();
        shop.close();
    }

    Said subscribe(String... events) {
        return shop.caller.post(
                PATH,
                Map.of("url", program.baseUrl() + "/hook", "events", List.of(events)),
                TestClient.ADMIN);
    }

    Said enable(Said made, boolean on) {
        return shop.caller.send("PATCH", path(made), Map.of("enabled", on), TestClient.ADMIN);
    }

    Said resend(Said made) {
        String event = post(made).text("event_id").orElseThrow();
        return shop.caller.post(
                path(made) + "/events/" + event + "/resend", Map.of(), TestClient.ADMIN);
    }

    JsonView subscription(Said made) {
        return shop.caller.get(path(made), TestClient.ADMIN).body();
    }

    JsonView post(Said made) {
        return shop.caller.get(path(made) + "/events", TestClient.ADMIN).body().at("data").at(0);
    }

    JsonView settled(Said made, String state) {
        return Wait.until(
                "the post has been tried and is in the wanted state",
                () -> post(made),
                post ->
                        post.text("state").equals(Optional.of(state))
                                && post.number("attempts").orElse(0) > 0);
    }

    /// Time passes for the tries that wait. One that is running would set its next time afterwards.
    void hurry() {
        Wait.until(
                "the last try is over, and the next one waits",
                () ->
                        shop.count(
                                "SELECT count(*) FROM jobs WHERE kind = 'event.post' AND state ="
                                    + " 'waiting' AND NOT EXISTS (SELECT 1 FROM jobs WHERE kind ="
                                    + " 'event.post' AND state = 'running')"),
                waiting -> waiting > 0);
        shop.update(
                "UPDATE jobs SET due_at = now() WHERE kind = 'event.post' AND state = 'waiting'");
        shop.update("SELECT pg_notify('handcar', '0 jobs:event.post')");
    }

    List<FakeRequest> told(String type, int atLeast) {
        return Wait.until(
                "enough events are posted", () -> told(type), all -> all.size() >= atLeast);
    }

    private List<FakeRequest> told(String type) {
        return program.requests().stream()
                .filter(one -> one.json().text("type").equals(Optional.of(type)))
                .toList();
    }

    /// Events of one conversation may overtake each other, an answer's that of its question.
    FakeRequest toldMessage(String content) {
        return Wait.until(
                        "the message is posted",
                        () ->
                                told("message.created").stream()
                                        .filter(one -> content(one).equals(content))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    static String content(FakeRequest error) {
        return error.json().at("data").at("message").text("content").orElse("");
    }

    static String path(Said made) {
        return PATH + "/" + made.body().text("id").orElseThrow();
    }

    static SigningKey key(Said said) {
        return new SigningKey(new Secret(said.body().text("secret").orElseThrow()));
    }
}
