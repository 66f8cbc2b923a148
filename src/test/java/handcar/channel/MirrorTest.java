package handcar.channel;

import static handcar.Caller.soon;
import static handcar.channel.Delivery.State.REFUSED;
import static handcar.channel.Delivery.State.SENT;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handcar.account.Audit;
import handcar.chat.Colleagues;
import handcar.chat.Incoming;
import handcar.chat.Message;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.chat.Status;
import handcar.db.TestDatabase;
import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.fakes.Request;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Staff see conversations in a tool of theirs, in one thread each.
class MirrorTest {
    private final FakeServer tower = new FakeServer(Raven.taken());

    /// A conversation on our own page, shown by ravens.
    private PostOffice office() {
        return new PostOffice(
                TestDatabase.empty(),
                tower,
                Raven.shape(100),
                PostOffice.HASTY,
                List.of((_, _, message) -> Optional.of(copy(message))));
    }

    private static Mirror.Copy copy(Message message) {
        String shown = message.author().wire() + ": " + message.content();
        return new Mirror.Copy(Raven.KIND, Raven.ACCOUNT, "", List.of(shown));
    }

    private static UUID opened(PostOffice office) {
        return office.conversations
                .open(
                        NewConversation.onWeb(
                                Optional.empty(), NewContact.unknown(), Optional.empty()))
                .conversation()
                .id();
    }

    @Test
    void whatIsShownFirstBeginsTheThreadOfAllThatFollows() {
        try (PostOffice office = office()) {
            tower.then(Reply.json(200, Map.of("id", "the thread")));
            UUID id = opened(office);
            office.answers(id, "hello");
            office.staffAnswers(id, "and I");
            office.open();
            soon(() -> office.states(id), List.of(SENT, SENT, SENT)::equals);
            assertEquals(List.of("", "the thread", "the thread"), said("to"));
            assertEquals(List.of("contact: ?", "agent: hello", "staff: and I"), said("text"));
        } finally {
            tower.close();
        }
    }

    @Test
    void whatAPersonAnswersInTheProvidersOwnAppIsShownAndNotSentAgain() {
        try (PostOffice office = office()) {
            UUID id = office.opened("ann");
            Colleagues colleagues =
                    new Colleagues(office.conversations, office.jobs, new Audit(office.db));
            Incoming answer = new Incoming("I am on it", Optional.of("x1"));
            for (int i = 0; i < 2; i++) {
                office.tx(tx -> colleagues.answered(tx, id, "Ben", answer, false));
            }
            office.open();
            soon(() -> office.states(id), List.of(SENT)::equals);
            assertEquals(List.of("staff: I am on it"), said("text"));
            assertEquals("sent", office.status(id));
        } finally {
            tower.close();
        }
    }

    private List<String> said(String field) {
        return tower.requests().stream()
                .map(Request::json)
                .map(body -> body.text(field).orElse(""))
                .toList();
    }

    @Test
    void aMirrorThatBreaksChangesNothingForTheCustomer() {
        try (PostOffice office = office()) {
            tower.usual(Reply.json(400, Map.of()));
            UUID id = opened(office);
            office.open();
            office.conversations.receive(id, Incoming.of("anyone?"));
            office.answers(id, "hello");
            soon(() -> office.states(id), List.of(REFUSED, REFUSED, REFUSED)::equals);
            assertEquals("sent", office.status(id));
            assertEquals(Status.AI_ACTIVE, office.now(id).status());
        } finally {
            tower.close();
        }
    }
}
