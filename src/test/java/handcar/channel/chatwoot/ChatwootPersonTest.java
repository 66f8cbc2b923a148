package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.StatusChange;
import handcar.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every message of Chatwoot tells who has its conversation.
class ChatwootPersonTest {
    private static List<InboundEvent> news(String status, boolean assigned) {
        Map<String, Object> conversation =
                new HashMap<>(ChatwootFixture.conversation("Channel::WebWidget"));
        conversation.put("status", status);
        conversation.put(
                "meta", assigned ? Map.of("assignee", Map.of("id", 3, "name", "Eva")) : Map.of());
        String body = ChatwootFixture.message(Map.of("conversation", conversation));
        return new ChatwootWebhook()
                .read(
                        ChatwootFixture.signed(
                                body, Instant.now().getEpochSecond(), ChatwootFixture.SECRET),
                        ChatwootFixture.account("http://woot"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "snoozed", "pending"})
    void oneThatIsAssignedIsAPersons(String status) {
        List<InboundEvent> news = news(status, true);
        CustomerMessage said = assertInstanceOf(CustomerMessage.class, news.getFirst());
        assertEquals(
                new StatusChange("3", "42", StatusChange.Status.TAKEN, said.at()), news.getLast());
    }

    @Test
    void oneThatSomebodyPutOffIsAPersons() {
        assertEquals(2, news("snoozed", false).size());
    }

    @ParameterizedTest
    @CsvSource({"open, false", "pending, false", "resolved, true"})
    void anyOtherIsNot(String status, boolean assigned) {
        assertEquals(1, news(status, assigned).size());
    }

    @Test
    void oneThatIsAssignedToABotIsNot() {
        for (Map<String, Object> meta :
                List.<Map<String, Object>>of(
                        Map.of("assignee", Map.of("id", 3, "type", "agent_bot")),
                        Map.of("assignee", Map.of("id", 3), "assignee_type", "AgentBot"))) {
            Map<String, Object> conversation =
                    new HashMap<>(ChatwootFixture.conversation("Channel::WebWidget"));
            conversation.put("status", "open");
            conversation.put("meta", meta);
            assertEquals(
                    1, read(ChatwootFixture.message(Map.of("conversation", conversation))).size());
        }
    }

    @ParameterizedTest
    @CsvSource({"open, 3, TAKEN", "pending, 3, TAKEN", "resolved, 3,", "open, ,"})
    void anAssignmentAloneTakesIt(String status, Integer assignee, StatusChange.Status change) {
        Map<String, Object> values = new HashMap<>();
        values.put("previous_value", null);
        values.put("current_value", assignee);
        String body =
                Json.text(
                        Map.of(
                                "event",
                                "conversation_updated",
                                "id",
                                42,
                                "account",
                                Map.of("id", 3),
                                "status",
                                status,
                                "meta",
                                Map.of("assignee", Map.of("id", 3, "name", "Eva", "type", "user")),
                                "changed_attributes",
                                List.of(Map.of("assignee_id", values))));
        InboundEvent news = read(body).getFirst();
        assertEquals(
                Optional.ofNullable(change),
                news instanceof StatusChange found
                        ? Optional.of(found.status())
                        : Optional.empty());
    }

    private static List<InboundEvent> read(String body) {
        return new ChatwootWebhook()
                .read(
                        ChatwootFixture.signed(
                                body, Instant.now().getEpochSecond(), ChatwootFixture.SECRET),
                        ChatwootFixture.account("http://woot"));
    }

    @Test
    void aBlockedContactIsSkipped() {
        String body =
                ChatwootFixture.message(
                        Map.of("sender", Map.of("id", 9, "type", "contact", "blocked", true)));
        assertEquals(
                List.of(new InboundEvent.IgnoredEvent("blocked")),
                new ChatwootWebhook()
                        .read(
                                ChatwootFixture.signed(
                                        body,
                                        Instant.now().getEpochSecond(),
                                        ChatwootFixture.SECRET),
                                ChatwootFixture.account("http://woot")));
    }
}
