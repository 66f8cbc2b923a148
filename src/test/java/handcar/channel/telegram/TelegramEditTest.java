package handcar.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.EditOutline;
import handcar.channel.InboundEvent;
import handcar.chat.UnansweredReason;

import org.junit.jupiter.api.Test;

/// Edited messages, and presses on buttons that open the chat.
final class TelegramEditTest {
    @Test
    void anEditedMessageIsEdited() {
        InboundEvent edit =
                TelegramFixture.news(
                        TelegramFixture.update(
                                "edited_message",
                                "\"type\":\"private\"",
                                "\"edit_date\":1795255260,\"text\":\"Where is it?\""));
        assertEquals(
                "1111111/1111111:1365 Where is it?; customer 1111111/1111111:1365 Where is it?",
                EditOutline.of(edit));
        assertEquals(Instant.ofEpochSecond(1_795_255_260), second(edit));
    }

    /// A live location moves several times in a second.
    @Test
    void editsOfOneSecondAreInTheOrderOfTheirUpdates() {
        List<Instant> times =
                Stream.of(10_000, 10_001, 10_002)
                        .map(
                                number ->
                                        TelegramFixture.update(
                                                        "edited_message",
                                                        "\"type\":\"private\"",
                                                        "\"edit_date\":1795255260,\"location\":"
                                                            + "{\"latitude\":1.5,\"longitude\":2.5}")
                                                .replace("10000", number.toString()))
                        .map(TelegramFixture::news)
                        .map(edit -> ((InboundEvent.MessageEdit) edit).at())
                        .toList();
        assertEquals(times.stream().sorted().distinct().toList(), times);
    }

    private static Instant second(InboundEvent edit) {
        return ((InboundEvent.MessageEdit) edit).at().truncatedTo(ChronoUnit.SECONDS);
    }

    @Test
    void anEditInAPersonsOwnAccountTellsWhoseMessageItIs() {
        String update =
                """
                {"update_id":9,"edited_business_message":{"message_id":12,"business_connection_id":"bc-1",
                "date":1795255200,"edit_date":1795255260,"chat":{"id":1111111,"type":"private","first_name":"Ann"},
                "from":{"id":%s,"is_bot":false,"first_name":"X"},"text":"At nine"}}\
                """;
        assertEquals(
                "business:1111111/business:1111111:12 At nine; customer"
                        + " business:1111111/business:1111111:12 At nine",
                EditOutline.of(TelegramFixture.news(update.formatted("1111111"))));
        assertEquals(
                "business:1111111/business:1111111:12 At nine; staff"
                        + " business:1111111/business:1111111:12 At nine",
                EditOutline.of(TelegramFixture.news(update.formatted("2222222"))));
    }

    @Test
    void aButtonThatOpensTheChatIsNoQuestion() {
        String press =
                """
                {"update_id":9,"callback_query":{"id":"q-1","from":{"id":1111111,"is_bot":false,"first_name":"Ann"},
                "message":{"message_id":12,"date":1795255200,"chat":{"id":1111111,"type":"private"},"text":"Hi",
                "reply_markup":{"inline_keyboard":[[{"text":"Get started","callback_data":"GET_STARTED"}]]}},
                "data":"GET_STARTED"}}\
                """;
        InboundEvent.CustomerMessage opening =
                (InboundEvent.CustomerMessage) TelegramFixture.news(press);
        assertEquals("[opened the chat]", opening.text());
        assertEquals(Optional.of(UnansweredReason.AUTOMATIC), opening.details().unanswered());
    }
}
