package handcar.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.json.JsonView;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// When the other side fails, leaves or lies.
final class WebhookDeliveryFailureTest extends WebhookReceiverFixture {
    @Test
    void aFailedPostIsRepeatedWordForWordUnderTheSameId() {
        Said made = subscribe("conversation.created");
        program.then(FakeReply.json(500, Map.of("oops", 1)), FakeReply.hangUp());
        Guest guest = shop.caller.guest("house");
        told("conversation.created", 1);
        settled(made, "waiting");
        Wait.until(
                "the next try has a time",
                () -> post(made),
                post -> post.text("next_try_at").isPresent());
        assertTrue(subscription(made).text("failing_since").isPresent());
        shop.update(
                "UPDATE conversations SET subject = 'changed meanwhile' WHERE id = '"
                        + guest.id()
                        + "'");
        hurry();
        told("conversation.created", 2);
        Wait.until(
                "the second try is recorded",
                () -> post(made).number("attempts").orElse(0),
                tries -> tries == 2);
        hurry();
        List<FakeRequest> all = told("conversation.created", 3);
        assertEquals(
                1,
                all.stream().map(one -> one.header("webhook-id") + one.text()).distinct().count());
        JsonView post = settled(made, "accepted");
        assertEquals(3, post.at("tries").each().count());
        assertTrue(post.at("tries").at(0).text("error").orElse("").contains("answered 500"));
        assertTrue(subscription(made).text("failing_since").isEmpty());
    }

    @Test
    void whoSaysGoneIsNotToldAnyMore() {
        Said made = subscribe("message.created");
        program.then(FakeReply.text(410, "text/plain", "gone"));
        shop.caller.says(shop.caller.guest("house"), "hello");
        JsonView now =
                Wait.until(
                        "the subscription is switched off",
                        () -> subscription(made),
                        one -> !one.isTrue("enabled"));
        assertTrue(now.text("disabled_reason").orElse("").contains("410"));
        assertTrue(
                shop.caller
                        .get("/api/v1/audit?action=subscription.disabled", TestClient.ADMIN)
                        .toString()
                        .contains("subscription"));
        assertEquals(409, resend(made).status());
        assertTrue(enable(made, true).body().text("disabled_reason").isEmpty());
        assertEquals(202, resend(made).status());
        settled(made, "accepted");
    }

    @Test
    void whoAcceptsNothingForFiveDaysIsNotToldAnyMore() {
        Said made = subscribe("message.created");
        program.usual(FakeReply.redirect(302, program.baseUrl() + "/elsewhere"));
        shop.caller.says(shop.caller.guest("house"), "hello");
        Wait.until(
                "the failure is recorded",
                () -> subscription(made),
                one -> one.text("failing_since").isPresent());
        assertTrue(subscription(made).isTrue("enabled"));
        assertTrue(
                program.requests().stream().noneMatch(one -> one.path().contains("elsewhere")),
                "the address that was verified is the one that is told");
        shop.update("UPDATE subscriptions SET failing_since = now() - interval '5 days 1 minute'");
        hurry();
        JsonView now =
                Wait.until(
                        "the subscription is switched off",
                        () -> subscription(made),
                        one -> !one.isTrue("enabled"));
        assertTrue(now.text("disabled_reason").orElse("").contains("five days"));
    }

    @Test
    void aKeyIsReplacedWithoutAGap() {
        Said made = subscribe("message.created");
        SigningKey before = key(made);
        Said rotated = shop.caller.post(path(made) + "/rotate", Map.of(), TestClient.ADMIN);
        SigningKey after = key(rotated);
        assertTrue(rotated.body().text("former_key_until").isPresent());
        shop.caller.says(shop.caller.guest("house"), "hello");
        FakeRequest told = told("message.created", 1).getFirst();
        Instant at = Instant.ofEpochSecond(Long.parseLong(told.header("webhook-timestamp")));
        String id = told.header("webhook-id");
        assertEquals(
                after.sign(id, at, told.body()) + " " + before.sign(id, at, told.body()),
                told.header("webhook-signature"));
    }

    @Test
    void anAddressOnAPrivateNetworkIsRefused() {
        for (String url :
                List.of(
                        "http://10.0.0.1/",
                        "http://[::1]/",
                        "http://169.254.169.254/latest",
                        "https://me:pass@hooks.example/",
                        "http://localhost:8080/",
                        "file:///etc/passwd")) {
            Said said =
                    shop.caller.post(
                            PATH,
                            Map.of("url", url, "events", List.of("message.created")),
                            TestClient.ADMIN);
            assertEquals(List.of("url"), said.badFields(), url);
        }
        assertEquals(
                List.of("events"),
                shop.caller
                        .post(
                                PATH,
                                Map.of("url", program.baseUrl(), "events", List.of("everything")),
                                TestClient.ADMIN)
                        .badFields());
    }
}
