package handcar.chat;

import static handcar.chat.ChatFixture.ALICE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.db.TestDatabase;

import org.junit.jupiter.api.Test;

class ConversationListTest {
    @Test
    void theListIsPagedAndFiltered() {
        try (ChatFixture alone = new ChatFixture(TestDatabase.withSchema())) {
            List<UUID> ids = IntStream.range(0, 5).mapToObj(_ -> alone.opened()).toList();
            alone.says(ids.get(0), "where is my 100% order?");
            alone.staff.act(ids.get(1), ALICE, new StaffAction.TakeOver());
            var first = alone.conversations.page(all(), Optional.empty(), 3);
            assertEquals(ids.get(0), first.rows().getFirst().id());
            var second = alone.conversations.page(all(), first.next(), 3);
            assertEquals(2, second.rows().size());
            assertTrue(second.next().isEmpty());
            assertEquals(
                    List.of(ids.get(0)), found(alone, Optional.of("100% ORDER"), Optional.empty()));
            assertEquals(List.of(), found(alone, Optional.of("100_order"), Optional.empty()));
            assertEquals(
                    List.of(ids.get(1)), found(alone, Optional.empty(), Optional.of(ALICE.name())));
        }
    }

    private static List<UUID> found(ChatFixture on, Optional<String> q, Optional<String> assignee) {
        var filter =
                new ConversationFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        assignee,
                        Optional.empty(),
                        q,
                        Optional.empty());
        return on.conversations.page(filter, Optional.empty(), 10).rows().stream()
                .map(Conversation::id)
                .toList();
    }

    private static ConversationFilter all() {
        return new ConversationFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
