package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.channel.ChannelAccounts;
import handcar.channel.chatwoot.ChatwootSender.Status;
import handcar.channel.meta.TestHttpClient;
import handcar.config.EnvironmentValues;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.jobs.Job;
import handcar.jobs.JobRequest;
import handcar.jobs.JobResult;
import handcar.jobs.NotificationBus;
import handcar.json.JsonView;
import handcar.net.HttpClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatwootStatusJobTest {
    private final FakeServer woot =
            new FakeServer(FakeReply.json(200, Map.of("payload", Map.of())));
    private final Database db = TestDatabase.migrated();
    private final NotificationBus notifications = new NotificationBus(db);
    private final HttpClient httpClient = TestHttpClient.open();
    private final EnvironmentValues environment =
            new EnvironmentValues(
                    Map.of(
                            "CHATWOOT_BASE_URL", new Secret(woot.baseUrl()),
                            "CHATWOOT_API_TOKEN", new Secret("token"),
                            "CHATWOOT_ACCOUNT_ID", new Secret("3"),
                            "CHATWOOT_WEBHOOK_SECRET", new Secret("secret")));
    private final ChannelAccounts accounts =
            new ChannelAccounts(
                    db,
                    notifications,
                    new SecretEncryption(
                            new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="), List.of()),
                    environment,
                    List.of(new ChatwootProvider()));

    @AfterEach
    void close() {
        accounts.close();
        notifications.close();
        httpClient.close();
        db.close();
        woot.close();
    }

    private JobResult run(FakeReply reply) {
        woot.usual(reply);
        JobRequest request = ChatwootStatusJob.of("3", Optional.empty(), "42", Status.OPEN);
        return new ChatwootStatusJob(db, accounts, new ChatwootSender(httpClient))
                .run(
                        new Job(
                                UUID.randomUUID(),
                                request.kind(),
                                request.subject(),
                                new JsonView(request.payload()),
                                1,
                                8,
                                UUID.randomUUID()));
    }

    @Test
    void theStatusIsShownOnce() {
        assertInstanceOf(
                JobResult.Done.class, run(FakeReply.json(200, Map.of("payload", Map.of()))));
        assertEquals(
                "/api/v1/accounts/3/conversations/42/toggle_status", woot.lastRequest().path());
        assertEquals(1, woot.requests().size());
    }

    @Test
    void whileChatwootIsDownItIsTriedAgain() {
        assertInstanceOf(
                JobResult.TryLater.class, run(FakeReply.text(502, "text/html", "bad gateway")));
        assertInstanceOf(JobResult.TryLater.class, run(FakeReply.hangUp()));
        assertEquals(
                new JobResult.TryLater(
                        "answered with status 429", Optional.of(Duration.ofSeconds(7))),
                run(FakeReply.json(429, Map.of("Retry-After", "7"), Map.of())));
    }

    @Test
    void aConversationThatIsGoneIsGivenUp() {
        assertInstanceOf(
                JobResult.Dead.class, run(FakeReply.json(404, Map.of("error", "not found"))));
    }
}
