package handcar.chat;

import static handcar.chat.ChatFixture.ALICE;
import static handcar.chat.ChatFixture.BOB;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.TestDatabase;
import handcar.problem.Cursor;
import handcar.problem.Page;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationListTest {
    private final ChatFixture here = new ChatFixture(TestDatabase.withSchema());

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void theListIsPagedAndFiltered() {
        List<UUID> ids = IntStream.range(0, 5).mapToObj(_ -> here.opened()).toList();
        here.says(ids.get(0), "where is my 100% order?");
        here.staff.act(ids.get(1), ALICE, new StaffAction.TakeOver());
        Page<Conversation> first = here.inbox.page(ConversationFilter.all(), Optional.empty(), 3);
        assertEquals(ids.get(0), first.rows().getFirst().id());
        Page<Conversation> second = here.inbox.page(ConversationFilter.all(), first.next(), 3);
        assertEquals(2, second.rows().size());
        assertTrue(second.next().isEmpty());
        assertEquals(List.of(ids.get(0)), found(Optional.of("100% ORDER"), Optional.empty()));
        assertEquals(List.of(), found(Optional.of("100_order"), Optional.empty()));
        assertEquals(List.of(ids.get(1)), found(Optional.empty(), Optional.of(ALICE.name())));
    }

    private List<UUID> found(Optional<String> q, Optional<String> assignee) {
        return listed(filter(InboxView.ALL, ALICE, false, q, assignee));
    }

    private static ConversationFilter filter(
            InboxView view,
            StaffActor me,
            boolean oldestFirst,
            Optional<String> q,
            Optional<String> assignee) {
        return new ConversationFilter(
                view,
                me.name(),
                oldestFirst,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                assignee,
                Optional.empty(),
                q,
                Optional.empty());
    }

    private List<UUID> listed(ConversationFilter filter) {
        return here.inbox.page(filter, Optional.empty(), 50).rows().stream()
                .map(Conversation::id)
                .toList();
    }

    private Set<UUID> seen(InboxView view, StaffActor by) {
        return Set.copyOf(listed(filter(view, by, false, Optional.empty(), Optional.empty())));
    }

    private UUID calls() {
        UUID id = here.opened();
        here.says(id, "Can I talk to somebody?");
        here.conversations.askForPerson(id, "A person will answer.");
        return id;
    }

    private UUID taken(StaffActor by) {
        UUID id = calls();
        here.staff.act(id, by, new StaffAction.TakeOver());
        return id;
    }

    @Test
    void everyConversationIsInTheViewsItBelongsTo() {
        UUID agents = here.opened();
        UUID calls = calls();
        UUID waits = taken(ALICE);
        UUID answered = taken(BOB);
        here.staff.reply(answered, BOB, MessageInput.of("Here I am."));
        UUID paused = here.opened();
        here.staff.act(paused, BOB, new StaffAction.Pause(Optional.empty()));
        here.says(paused, "Hello?");
        UUID left = taken(ALICE);
        here.staff.reply(left, ALICE, MessageInput.of("One moment."));
        here.staff.act(left, ALICE, new StaffAction.Assign(Optional.empty()));
        UUID closed = taken(ALICE);
        here.staff.act(closed, ALICE, new StaffAction.Close());
        assertEquals(Set.of(calls, waits, paused), seen(InboxView.WAITING, ALICE));
        assertEquals(Set.of(waits), seen(InboxView.MINE, ALICE));
        assertEquals(Set.of(answered), seen(InboxView.MINE, BOB));
        assertEquals(Set.of(calls, left), seen(InboxView.UNASSIGNED, ALICE));
        assertEquals(Set.of(agents, paused), seen(InboxView.AGENT, ALICE));
        assertEquals(Set.of(closed), seen(InboxView.CLOSED, ALICE));
        assertEquals(7, seen(InboxView.ALL, ALICE).size());
        assertEquals(
                Map.of(
                        "waiting",
                        3L,
                        "mine",
                        1L,
                        "unassigned",
                        2L,
                        "agent",
                        2L,
                        "closed",
                        1L,
                        "mentioned",
                        0L,
                        "all",
                        7L),
                here.inbox.counts(ALICE.name()));
    }

    @Test
    void whoWaitsLongestComesFirstAndNobodyTwice() {
        List<UUID> ids = IntStream.range(0, 5).mapToObj(_ -> calls()).toList();
        here.says(ids.get(0), "Hello?");
        here.says(ids.get(2), "Is anybody there?");
        ConversationFilter longest =
                filter(InboxView.WAITING, ALICE, true, Optional.empty(), Optional.empty());
        List<UUID> read = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        do {
            Page<Conversation> page = here.inbox.page(longest, next, 2);
            page.rows().forEach(each -> read.add(each.id()));
            next = page.next();
        } while (next.isPresent());
        assertEquals(ids, read);
    }

    @Test
    void whatIsPutOffWaitsAgainWhenItsTimeHasComeOrTheCustomerWrites() {
        UUID written = calls();
        UUID due = calls();
        for (UUID id : List.of(written, due)) {
            Instant until = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
            Conversation now =
                    here.staff.act(id, ALICE, new StaffAction.Snooze(Optional.of(until)));
            assertEquals(Optional.of(until), now.snoozedUntil());
        }
        assertEquals(Set.of(), seen(InboxView.WAITING, ALICE));
        assertEquals(Set.of(written, due), seen(InboxView.UNASSIGNED, ALICE));
        here.says(written, "One more thing.");
        assertEquals(Set.of(written), seen(InboxView.WAITING, ALICE));
        assertEquals(Optional.empty(), here.conversations.get(written).snoozedUntil());
        here.staff.act(due, ALICE, new StaffAction.Snooze(Optional.empty()));
        assertEquals(Set.of(written, due), seen(InboxView.WAITING, ALICE));
    }

    @Test
    void theListShowsWhatWasSaidLastAndHowMuchIsUnread() {
        UUID id = here.opened();
        here.says(id, "Hello!");
        here.says(id, "Is the blue lamp\n\n  still   there? " + "🪔".repeat(200));
        Conversation now = here.conversations.get(id);
        assertEquals(2, now.unreadCount());
        assertTrue(now.preview().startsWith("Is the blue lamp still there? 🪔"), now.preview());
        assertTrue(now.preview().endsWith("🪔…"), now.preview());
        here.staff.note(id, ALICE, MessageInput.of("a regular"));
        assertEquals(now.preview(), here.staff.read(id, ALICE).preview());
        assertEquals(0, here.conversations.get(id).unreadCount());
        here.says(id, "Thanks");
        assertEquals(1, here.conversations.get(id).unreadCount());
        here.staff.reply(id, ALICE, MessageInput.of("It is."));
        assertEquals(0, here.conversations.get(id).unreadCount());
        assertEquals("It is.", here.conversations.get(id).preview());
    }

    @Test
    void aLongThreadIsReadFromItsEndAndEachMessageOnce() {
        UUID id = here.opened();
        for (int i = 1; i <= 11; i++) {
            here.says(id, "line " + i);
            if (i % 4 == 0) {
                here.staff.note(id, ALICE, MessageInput.of("note a " + i));
                here.staff.note(id, ALICE, MessageInput.of("note b " + i));
            }
        }
        List<String> whole = contents(here.inbox.after(id, -1, Optional.empty(), 50));
        assertEquals(15, whole.size());
        for (int limit : List.of(1, 2, 3, 4, 7, 15, 50)) {
            List<String> byCursor = new ArrayList<>();
            List<String> byNumber = new ArrayList<>();
            Optional<Cursor> cursor = Optional.empty();
            do {
                Page<Message> page = here.inbox.before(id, OptionalLong.empty(), cursor, limit);
                byCursor.addAll(0, contents(page));
                cursor = page.next();
            } while (cursor.isPresent());
            assertEquals(whole, byCursor, "pages of " + limit);
            OptionalLong before = OptionalLong.empty();
            Page<Message> page;
            do {
                page = here.inbox.before(id, before, Optional.empty(), limit);
                byNumber.addAll(0, contents(page));
                before = OptionalLong.of(page.rows().getFirst().seq());
            } while (page.next().isPresent());
            assertEquals(whole, byNumber, "pages of " + limit);
        }
    }

    @Test
    void aThreadWithoutMessagesIsAnEmptyPage() {
        Page<Message> page =
                here.inbox.before(here.opened(), OptionalLong.empty(), Optional.empty(), 10);
        assertEquals(Page.whole(List.of()), page);
    }

    private static List<String> contents(Page<Message> page) {
        return page.rows().stream().map(Message::content).toList();
    }
}
