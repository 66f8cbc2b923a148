package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.FormAnswers;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.MessageContent;
import handcar.chat.UnansweredReason;
import handcar.json.JsonView;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What this server, a form or a shop wrote is no question of the customer's.
final class StandInTest {
    @Test
    void anEditThatCannotBeReadLeavesTheWords() {
        try (InboundFixture counter = new InboundFixture()) {
            CustomerMessage said = InboundFixture.said("ann", "m1", "Do you sell lamps?");
            counter.take("e1", said);
            counter.take("e2", edit("m1", Optional.of(said)));
            assertEquals(List.of("Do you sell lamps?"), counter.contents(counter.only().id()));
            assertEquals(
                    List.of("0"),
                    counter.rows("SELECT count(*) FROM messages WHERE edited_at IS NOT NULL"));
        }
    }

    @Test
    void anEditThatCannotBeReadDoesNotWaitForItsMessage() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", edit("m1", Optional.empty()));
            counter.take("e2", InboundFixture.said("ann", "m1", "Do you sell lamps?"));
            assertEquals(List.of("Do you sell lamps?"), counter.contents(counter.only().id()));
        }
    }

    private static InboundEvent edit(String id, Optional<CustomerMessage> said) {
        MessageContent content = MessageContent.unreadable("message", new JsonView(Map.of("x", 1)));
        return new InboundEvent.MessageEdit(
                "55", "ann", id, ChangeSide.CUSTOMER, content, Instant.now(), said.map(it -> it));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2 × ?, 5 EUR | - | false",
                "What? shop | - | false",
                "What? shop | Thanks for all | false",
                "2 × lamp | When do they come? | true",
            })
    void onlyTheWordsBesideAnOrderAsk(String told, @Nullable String words, boolean asks) {
        MessageContent content = MessageContent.received("order", told, Optional.ofNullable(words));
        assertEquals(asks, content.unanswered().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Is your lamp broken?\":\"yes\"} | false",
                "{\"What do you want to know\":\"price\",\"Name?\":\"Ann\"} | false",
                "{\"Name\":\"Ann\",\"Message\":\"When do you open?\"} | true",
            })
    void onlyTheValuesOfAFormAsk(String form, boolean asks) {
        assertEquals(
                asks ? Optional.<UnansweredReason>empty() : Optional.of(UnansweredReason.NO_TEXT),
                FormAnswers.of(form).orElseThrow().content().unanswered());
    }
}
