package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import handcar.account.Sealing;
import handcar.channel.Accounts;
import handcar.channel.chatwoot.ChatwootChannel.Status;
import handcar.channel.meta.TestOutgoing;
import handcar.config.Config;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.json.JsonView;
import handcar.net.Outgoing;
import handcar.work.Bells;
import handcar.work.Job;
import handcar.work.NewJob;
import handcar.work.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class ChatwootStatusTest {
    private final FakeServer woot = new FakeServer(Reply.json(200, Map.of("payload", Map.of())));
    private final Database db = TestDatabase.migrated();
    private final Bells bells = new Bells(db);
    private final Outgoing outgoing = TestOutgoing.open();
    private final Chatwoot chatwoot =
            new Chatwoot(
                    new Config.Chatwoot(
                            Optional.of(woot.baseUrl()),
                            Optional.of(new Secret("token")),
                            Optional.of("3"),
                            Optional.of(new Secret("secret")),
                            Optional.empty()),
                    outgoing);
    private final Accounts accounts =
            new Accounts(
                    db,
                    bells,
                    new Sealing(
                            new Secret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="), List.of()),
                    List.of(chatwoot));

    @AfterEach
    void close() {
        accounts.close();
        bells.close();
        outgoing.close();
        db.close();
        woot.close();
    }

    private Outcome run(Reply reply) {
        woot.usual(reply);
        NewJob asked = ChatwootStatus.of("3", Optional.empty(), "42", Status.OPEN);
        return new ChatwootStatus(accounts, chatwoot)
                .run(
                        new Job(
                                UUID.randomUUID(),
                                asked.kind(),
                                asked.subject(),
                                new JsonView(asked.payload()),
                                1,
                                8,
                                UUID.randomUUID()));
    }

    @Test
    void theStatusIsShownOnce() {
        assertInstanceOf(Outcome.Done.class, run(Reply.json(200, Map.of("payload", Map.of()))));
        assertEquals(
                "/api/v1/accounts/3/conversations/42/toggle_status", woot.lastRequest().path());
        assertEquals(1, woot.requests().size());
    }

    @Test
    void whileChatwootIsDownItIsTriedAgain() {
        assertInstanceOf(Outcome.TryLater.class, run(Reply.text(502, "text/html", "bad gateway")));
        assertInstanceOf(Outcome.TryLater.class, run(Reply.hangUp()));
        assertEquals(
                new Outcome.TryLater(
                        "answered with status 429", Optional.of(Duration.ofSeconds(7))),
                run(Reply.json(429, Map.of("Retry-After", "7"), Map.of())));
    }

    @Test
    void aConversationThatIsGoneIsGivenUp() {
        assertInstanceOf(Outcome.Dead.class, run(Reply.json(404, Map.of("error", "not found"))));
    }
}
