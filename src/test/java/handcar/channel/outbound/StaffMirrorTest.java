package handcar.channel.outbound;

import static handcar.channel.outbound.Delivery.State.REFUSED;
import static handcar.channel.outbound.Delivery.State.SENT;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.FakeHttpProvider;
import handcar.channel.StaffMirror;
import handcar.chat.Author;
import handcar.chat.Conversation;
import handcar.chat.ConversationStatus;
import handcar.chat.Message;
import handcar.chat.MessageDraft;
import handcar.chat.MessageInput;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.chat.StaffActor;
import handcar.db.TestDatabase;
import handcar.db.Tx;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.testing.Wait;

import org.junit.jupiter.api.Test;

/// Staff see conversations in a tool of theirs, in one thread each.
class StaffMirrorTest {
    private final FakeServer tower = new FakeServer(FakeHttpProvider.taken());

    /// A conversation on our own page, shown by ravens.
    private DeliveryFixture office() {
        return new DeliveryFixture(
                TestDatabase.withSchema(),
                tower,
                FakeHttpProvider.shape(100),
                DeliveryFixture.HASTY,
                List.of(new ShowingMirror()));
    }

    private static final class ShowingMirror implements StaffMirror {
        @Override
        public List<String> format(Conversation now, MessageDraft draft) {
            return List.of(draft.author().wire() + ": " + draft.content());
        }

        @Override
        public Optional<Copy> copy(Tx tx, Conversation now, List<String> parts) {
            return Optional.of(
                    new Copy(FakeHttpProvider.KIND, FakeHttpProvider.ACCOUNT, "", parts));
        }
    }

    private static UUID opened(DeliveryFixture office) {
        return office.conversations
                .open(
                        NewConversation.onWeb(
                                Optional.empty(), NewContact.unknown(), Optional.empty()))
                .conversation()
                .id();
    }

    @Test
    void whatIsShownFirstBeginsTheThreadOfAllThatFollows() {
        try (DeliveryFixture office = office()) {
            tower.then(FakeReply.json(200, Map.of("id", "the thread")));
            UUID id = opened(office);
            office.answers(id, "hello");
            office.staffAnswers(id, "and I");
            office.open();
            Wait.until(
                    "all three parts are sent",
                    () -> office.states(id),
                    List.of(SENT, SENT, SENT)::equals);
            assertEquals(List.of("", "the thread", "the thread"), said("to"));
            assertEquals(List.of("contact: ?", "agent: hello", "staff: and I"), said("text"));
        } finally {
            tower.close();
        }
    }

    @Test
    void whatAPersonAnswersInTheProvidersOwnAppIsShownAndNotSentAgain() {
        try (DeliveryFixture office = office()) {
            UUID id = office.opened("ann");
            MessageInput answer = new MessageInput("I am on it", Optional.of("x1"));
            for (int i = 0; i < 2; i++) {
                office.db.runTx(
                        tx ->
                                office.desk.repliedElsewhere(
                                        tx,
                                        id,
                                        StaffActor.colleague("Ben"),
                                        answer,
                                        List.of(),
                                        Instant.now(),
                                        false));
            }
            office.open();
            Wait.until("the answer is sent", () -> office.states(id), List.of(SENT)::equals);
            assertEquals(List.of("staff: I am on it"), said("text"));
            assertEquals("sent", office.status(id));
        } finally {
            tower.close();
        }
    }

    private List<String> said(String field) {
        return tower.requests().stream()
                .map(FakeRequest::json)
                .map(body -> body.text(field).orElse(""))
                .toList();
    }

    @Test
    void aMirrorThatBreaksChangesNothingForTheCustomer() {
        try (DeliveryFixture office = office()) {
            tower.usual(FakeReply.json(400, Map.of()));
            UUID id = opened(office);
            office.open();
            office.conversations.receive(id, MessageInput.of("anyone?"));
            office.answers(id, "hello");
            Wait.until(
                    "all three parts are refused",
                    () -> office.states(id),
                    List.of(REFUSED, REFUSED, REFUSED)::equals);
            assertEquals("sent", office.status(id));
            assertEquals(ConversationStatus.AI_ACTIVE, office.now(id).status());
        } finally {
            tower.close();
        }
    }

    @Test
    void aMessageIsFormattedWhileTheConversationIsNotLocked() {
        AtomicReference<DeliveryFixture> writer = new AtomicReference<>();
        StaffMirror mirror =
                new StaffMirror() {
                    @Override
                    public List<String> format(Conversation now, MessageDraft draft) {
                        if (draft.author() == Author.STAFF) {
                            // would wait for the lock of the reply that is being formatted
                            Objects.requireNonNull(writer.get())
                                    .conversations
                                    .receive(now.id(), MessageInput.of("and?"));
                        }
                        return List.of();
                    }

                    @Override
                    public Optional<Copy> copy(Tx tx, Conversation now, List<String> parts) {
                        return Optional.empty();
                    }
                };
        try (DeliveryFixture office =
                new DeliveryFixture(
                        TestDatabase.withSchema(),
                        tower,
                        FakeHttpProvider.shape(100),
                        DeliveryFixture.HASTY,
                        List.of(mirror))) {
            writer.set(office);
            UUID id = opened(office);
            office.staffAnswers(id, "hello");
            assertEquals(
                    List.of("and?", "hello"),
                    office.conversations.transcript(id, 10).stream()
                            .map(Message::content)
                            .toList());
        } finally {
            tower.close();
        }
    }
}
