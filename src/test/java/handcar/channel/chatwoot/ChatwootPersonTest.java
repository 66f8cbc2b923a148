package handcar.channel.chatwoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.StatusChange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void anOpenOneThatIsAssignedIsAPersons() {
        List<InboundEvent> news = news("open", true);
        CustomerMessage said = assertInstanceOf(CustomerMessage.class, news.getFirst());
        assertEquals(
                new StatusChange("3", "42", StatusChange.Status.TAKEN, said.at()), news.getLast());
    }

    @ParameterizedTest
    @CsvSource({"open, false", "pending, true", "pending, false"})
    void anyOtherIsNot(String status, boolean assigned) {
        assertEquals(1, news(status, assigned).size());
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
