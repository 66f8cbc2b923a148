package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.audit.AuditEntries;
import handcar.channel.InboundEvent;
import handcar.channel.PersonIds;
import handcar.chat.Conversation;
import handcar.chat.ConversationStatus;
import handcar.chat.InboxStore;
import handcar.chat.Message;
import handcar.chat.MessageInput;
import handcar.chat.StaffAction;
import handcar.chat.StaffActions;
import handcar.chat.StaffActor;
import handcar.testing.TestMedia;
import handcar.testing.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ids that a provider shows together are one person.
class OnePersonTest {
    private static final PersonIds NUMBER = ids("", "100");
    private static final PersonIds USER = ids("US.1", "");
    private static final PersonIds BOTH = ids("US.1", "100");
    private static final StaffActor EVA = StaffActor.colleague("Eva");

    private final InboundFixture counter = new InboundFixture();
    private final StaffActions staff =
            new StaffActions(
                    counter.db,
                    counter.jobs,
                    counter.conversations,
                    TestMedia.store(counter.db),
                    AuditEntries.log(counter.db));

    @AfterEach
    void close() {
        counter.close();
    }

    private static PersonIds ids(String lasting, String number) {
        return new PersonIds(
                Optional.of(lasting).filter(id -> !id.isEmpty()),
                Optional.of(number).filter(id -> !id.isEmpty()));
    }

    private void said(PersonIds who, String id, String text) {
        counter.take("e-" + id, InboundFixture.said(who, id, text));
    }

    private int contacts() {
        return new InboxStore(counter.db)
                .contacts(Optional.empty(), Optional.empty(), Optional.empty(), 50)
                .rows()
                .size();
    }

    @Test
    void anIdThatAppearsBesideTheKnownOneIsTheSamePerson() {
        said(NUMBER, "m1", "one");
        said(BOTH, "m2", "two");
        said(USER, "m3", "three");
        said(NUMBER, "m4", "four");
        assertEquals(List.of("one", "two", "three", "four"), contents());
        assertEquals(1, contacts());
    }

    @Test
    void inOneDeliveryToo() {
        counter.take(
                "e1",
                InboundFixture.said(NUMBER, "m1", "one"),
                InboundFixture.said(USER, "m2", "two"),
                InboundFixture.said(BOTH, "m3", "three"));
        assertEquals(3, contents().size());
        assertEquals(1, contacts());
    }

    @Test
    void twoContactsWhoTurnOutToBeOneAreJoinedWithTheirHistory() {
        said(NUMBER, "m1", "one");
        said(USER, "m2", "two");
        said(USER, "m3", "three");
        assertEquals(2, contacts());
        said(BOTH, "m4", "four");
        assertEquals(List.of("one", "two", "three", "four"), contents());
        assertEquals(1, contacts());
        assertEquals(1, counter.waitingAnswers());
        said(NUMBER, "m1", "one");
        said(USER, "m2", "two");
        assertEquals(4, contents().size());
        said(USER, "m5", "five");
        assertEquals(5, contents().size());
    }

    @Test
    void whatStaffHaveBegunInEitherConversationStays() {
        said(NUMBER, "m1", "one");
        said(USER, "m2", "two");
        TestServer.update(
                counter.db,
                "INSERT INTO drafts (conversation_id, author_id, content)"
                        + " SELECT id, 'alice', 'Dear ' || last_seq FROM conversations");
        for (String name : List.of("'both'", "gen_random_uuid()::text")) {
            TestServer.update(
                    counter.db,
                    "INSERT INTO scheduled_replies (id, conversation_id, author_id, actor, content,"
                            + " files, client_id, expected_seq, send_at) SELECT gen_random_uuid(),"
                            + " id, 'alice', '{}', 'later', '{}', "
                            + name
                            + ", last_seq, now() FROM conversations");
        }
        said(BOTH, "m3", "three");
        UUID id = counter.only().id();
        String here = " WHERE conversation_id = '" + id + "'";
        assertEquals(
                3, TestServer.count(counter.db, "SELECT count(*) FROM scheduled_replies" + here));
        assertEquals(
                2,
                TestServer.count(
                        counter.db,
                        "SELECT count(DISTINCT expected_seq) FROM scheduled_replies" + here));
        assertEquals(
                1,
                TestServer.count(
                        counter.db,
                        "SELECT count(*) FROM drafts"
                                + here
                                + " AND content LIKE E'Dear _\\nDear _'"));
    }

    @Test
    void whoHasEitherConversationHasBoth() {
        for (PersonIds taken : List.of(NUMBER, USER)) {
            String tag = taken.all().getFirst();
            PersonIds number = ids("", "2" + tag);
            PersonIds user = ids("V" + tag, "");
            said(number, "a" + tag, "one");
            said(user, "b" + tag, "two");
            UUID id = conversationOf(taken.equals(NUMBER) ? number : user);
            staff.reply(id, EVA, new MessageInput("I take this", Optional.empty()));
            counter.conversations();
            said(ids("V" + tag, "2" + tag), "c" + tag, "three");
            Conversation now = counter.conversations.get(conversationOf(user));
            assertEquals(ConversationStatus.HUMAN_ACTIVE, now.status());
            assertEquals(Optional.of("Eva"), now.assignee());
            assertEquals(conversationOf(number), now.id());
        }
        assertEquals(0, counter.waitingAnswers());
    }

    @Test
    void aPauseATagAndAPriorityOfEitherHold() {
        said(NUMBER, "m1", "one");
        said(USER, "m2", "two");
        UUID second = conversationOf(USER);
        staff.act(second, EVA, new StaffAction.Pause(Optional.of(Duration.ofMinutes(30))));
        staff.act(second, EVA, new StaffAction.Tag(List.of("lamp")));
        staff.act(second, EVA, new StaffAction.Prioritize(handcar.chat.Priority.URGENT));
        said(BOTH, "m3", "three");
        Conversation now = counter.only();
        assertTrue(now.isPaused());
        assertEquals(List.of("lamp"), now.tags());
        assertEquals(handcar.chat.Priority.URGENT, now.priority());
    }

    /// What the customer was told in either conversation is not told again, whatever there is to tell.
    @Test
    void whatTheCustomerWasToldInEitherIsTold() {
        said(NUMBER, "m1", "one");
        said(USER, "m2", "two");
        List<String> notices =
                counter.rows(
                        "SELECT column_name FROM information_schema.columns WHERE table_name ="
                            + " 'conversations' AND table_schema = current_schema() AND column_name"
                            + " LIKE 'told\\_%' ORDER BY column_name");
        assertTrue(notices.contains("told_voice_wait_at"), notices.toString());
        for (int i = 0; i < notices.size(); i++) {
            UUID told = conversationOf(i % 2 == 0 ? NUMBER : USER);
            counter.rows(
                    "UPDATE conversations SET "
                            + notices.get(i)
                            + " = now() WHERE id = '"
                            + told
                            + "' RETURNING id");
        }
        said(BOTH, "m3", "three");
        for (String notice : notices) {
            assertEquals(
                    List.of("t"),
                    counter.rows("SELECT " + notice + " IS NOT NULL FROM conversations"),
                    notice);
        }
    }

    @Test
    void idsThatAnyEventShowsTogetherAreOnePersons() {
        said(NUMBER, "m1", "one");
        staff.act(counter.only().id(), EVA, new StaffAction.TakeOver());
        shown("e2", BOTH);
        said(USER, "m2", "two");
        assertEquals(List.of("one", "two"), contents());
        assertEquals(ConversationStatus.HUMAN_ACTIVE, counter.only().status());
        assertEquals(0, counter.waitingAnswers());
    }

    @Test
    void idsOfTwoKnownContactsToo() {
        said(NUMBER, "m1", "one");
        said(USER, "m2", "two");
        shown("e3", BOTH);
        assertEquals(List.of("one", "two"), contents());
        assertEquals(1, contacts());
        assertEquals(1, counter.waitingAnswers());
    }

    @Test
    void idsOfNobodyAreNobodys() {
        shown("e1", BOTH);
        assertEquals(0, contacts());
        said(BOTH, "m1", "one");
        shown("e2", ids("US.2", "100"));
        said(NUMBER, "m2", "two");
        assertEquals(List.of("one", "two"), contents());
    }

    private void shown(String event, PersonIds ids) {
        counter.take(event, new InboundEvent.IdPair("55", ids));
    }

    @Test
    void anEchoByEitherIdPausesTheAgent() {
        said(BOTH, "m1", "one");
        counter.take(
                "e2", InboundFixture.echo(InboundFixture.sender(NUMBER), "x1", "I am here", false));
        assertTrue(counter.only().isPaused());
    }

    @Test
    void aNumberWithANewOwnerIsNobodyElsesHistory() {
        said(BOTH, "m1", "one");
        said(ids("US.2", "100"), "m2", "I am somebody else");
        assertEquals(2, counter.conversations().size());
        assertEquals(2, contacts());
        counter.take(
                "e3", InboundFixture.echo(InboundFixture.sender(NUMBER), "x1", "Hello you", false));
        assertFalse(counter.conversations.get(conversationOf(USER)).isPaused());
        assertTrue(counter.conversations.get(conversationOf(ids("US.2", ""))).isPaused());
        said(USER, "m4", "I have a new number");
        assertEquals(2, counter.conversations().size());
    }

    @Test
    void whoChangesTheirNumberGoesOnInTheirConversation() {
        PersonIds now = ids("", "200");
        said(NUMBER, "m1", "My order is 1234");
        InboundEvent change =
                new InboundEvent.NumberChange("55", "100", NUMBER, now, "s1", Instant.now());
        counter.take("e2", change);
        counter.take("e3", change);
        said(now, "m2", "I am writing from my new number");
        assertEquals(List.of("My order is 1234", "I am writing from my new number"), contents());
        assertEquals(Optional.of("+200"), counter.only().contact().phone());
        List<Message> all =
                new InboxStore(counter.db)
                        .after(counter.only().id(), -1, Optional.empty(), 50)
                        .rows();
        assertEquals(
                List.of("The customer's number changed from +100 to +200."),
                all.stream().filter(Message::isPrivate).map(Message::content).toList());
    }

    @Test
    void theNoticeMayComeAfterTheFirstMessageFromTheNewNumber() {
        PersonIds now = ids("", "200");
        said(NUMBER, "m1", "My order is 1234");
        said(now, "m2", "I am writing from my new number");
        assertEquals(2, contacts());
        counter.take(
                "e3", new InboundEvent.NumberChange("55", "100", NUMBER, now, "s1", Instant.now()));
        assertEquals(List.of("My order is 1234", "I am writing from my new number"), contents());
        assertEquals(1, contacts());
    }

    private List<String> contents() {
        return counter.contents(counter.only().id());
    }

    private UUID conversationOf(PersonIds who) {
        ThreadMap.Key key = new ThreadMap.Key("whatsapp", "55", who.all().getFirst());
        return Objects.requireNonNull(ThreadStore.known(counter.db, List.of(key)).get(key))
                .conversation();
    }
}
