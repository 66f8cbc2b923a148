package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent;
import handcar.chat.Message;
import handcar.db.UuidV7;

import org.junit.jupiter.api.Test;

/// Ratings and quotes of messages.
class MessageReferencesTest {
    private static final String RATINGS =
            "SELECT feedback ->> 'rating' FROM messages WHERE feedback IS NOT NULL";

    @Test
    void anyOtherReactionRatesWhatItIsOn() {
        Map<String, Optional<String>> ratings =
                Map.of(
                        "👍🏽", Optional.of("up"),
                        "❤️", Optional.of("up"),
                        "👎", Optional.of("down"),
                        "😡", Optional.of("down"),
                        "🤔", Optional.empty());
        ratings.forEach(
                (emoji, rating) -> {
                    try (InboundFixture counter = new InboundFixture()) {
                        counter.take("e1", InboundFixture.said("ann", "m1", "Kayaks?"));
                        UUID id = counter.only().id();
                        var answer =
                                counter.conversations
                                        .turn(id, 10)
                                        .answer(UuidV7.next(), "It is 5 €.", List.of());
                        counter.db.runTx(tx -> counter.conversations.reply(tx, answer));
                        counter.sent("x1", answer.messageId());
                        counter.take(
                                "e2",
                                new InboundEvent.Reaction(
                                        InboundFixture.said("ann", "r1", emoji), "x1"));
                        assertEquals(rating.stream().toList(), counter.rows(RATINGS));
                        assertEquals(List.of("Kayaks?", "It is 5 €."), counter.contents(id));
                        counter.take(
                                "e3",
                                new InboundEvent.Reaction(
                                        InboundFixture.said("ann", "r2", ""), "x1"));
                        assertEquals(List.of(), counter.rows(RATINGS));
                    }
                });
    }

    @Test
    void aStickerIsAnAnswerToAQuestionAndElseAPicture() {
        for (String[] each :
                new String[][] {
                    {"Shall I get a person?", "👍", "👍"},
                    {"Shall I get a person?", "👌🏽", "👌🏽"},
                    {"Shall I get a person?", "👎", "👎"},
                    {"Shall I get a person?", "🤔", "[sticker: 🤔]"},
                    {"It is 5 €.", "👍", "[sticker: 👍]"}
                }) {
            try (InboundFixture counter = new InboundFixture()) {
                counter.take("e1", InboundFixture.said("ann", "m1", "Kayaks?"));
                UUID id = counter.only().id();
                var answer =
                        counter.conversations
                                .turn(id, 10)
                                .answer(UuidV7.next(), each[0], List.of());
                counter.db.runTx(tx -> counter.conversations.reply(tx, answer));
                counter.take("e2", sticker(each[1]));
                assertEquals(List.of("Kayaks?", each[0], each[2]), counter.contents(id));
                boolean isAnswer = each[1].equals(each[2]);
                assertEquals(
                        isAnswer ? 0L : 1L,
                        (long)
                                counter.rows("SELECT id FROM messages WHERE unanswered = 'no_text'")
                                        .size());
            }
        }
    }

    private static InboundEvent sticker(String emoji) {
        InboundEvent.CustomerMessage said = InboundFixture.said("ann", "m2", "");
        InboundEvent.Attachment file =
                new InboundEvent.Attachment(
                        "sticker",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(emoji),
                        Optional.of("file-1"));
        return said.with(List.of(file));
    }

    @Test
    void aReactionThatQuotesWhatItIsOnRatesItAndAnyOtherIsAMessage() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Kayaks?"));
            UUID id = counter.only().id();
            var answer =
                    counter.conversations
                            .turn(id, 10)
                            .answer(UuidV7.next(), "It is **5 €** an hour.", List.of());
            counter.db.runTx(tx -> counter.conversations.reply(tx, answer));
            counter.sent("x1", answer.messageId());
            counter.take("e2", quotedBy("r1", "*sent* by…"));
            assertEquals(List.of("up"), counter.rows(RATINGS));
            counter.take("e3", quotedBy("r2", "something else"));
            assertEquals(List.of("Kayaks?", "It is **5 €** an hour.", "👍"), counter.contents(id));
        }
    }

    private static InboundEvent quotedBy(String id, String words) {
        return new InboundEvent.Reaction(
                InboundFixture.said("ann", id, "👍"), ContextAttachments.words(words));
    }

    @Test
    void aSurveyRatesTheLastAnswerAndIsToldToStaff() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Kayaks?"));
            UUID id = counter.only().id();
            var answer =
                    counter.conversations
                            .turn(id, 10)
                            .answer(UuidV7.next(), "It is 5 €.", List.of());
            counter.db.runTx(tx -> counter.conversations.reply(tx, answer));
            counter.take(
                    "e2", new InboundEvent.Survey(InboundFixture.said("ann", "s1", "slow"), 2));
            assertEquals(
                    List.of("down slow"),
                    counter.rows(
                            "SELECT feedback ->> 'rating' || ' ' || (feedback ->> 'comment')"
                                    + " FROM messages WHERE feedback IS NOT NULL"));
            assertEquals(
                    List.of("The customer rated the conversation 2 of 5: slow"),
                    counter.rows("SELECT content FROM messages WHERE private"));
        }
    }

    @Test
    void aSurveyOfAnUnknownConversationBeginsItAndLeavesNothingToTheAgent() {
        try (InboundFixture counter = new InboundFixture()) {
            InboundEvent survey = new InboundEvent.Survey(InboundFixture.said("ann", "s1", ""), 2);
            counter.take("e1", survey);
            assertEquals(Optional.of("Name of ann"), counter.only().contact().name());
            assertEquals(
                    List.of("The customer rated the conversation 2 of 5."),
                    counter.rows("SELECT content FROM messages WHERE private"));
            assertEquals(0, counter.waitingAnswers());
            counter.take("e2", InboundFixture.said("ann", "m1", "Kayaks?"));
            assertEquals(List.of("Kayaks?"), counter.contents(counter.only().id()));
            assertEquals(1, counter.waitingAnswers());
        }
    }

    @Test
    void aQuoteBringsTheWordsItQuotes() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Kayaks?"));
            UUID id = counter.only().id();
            var answer =
                    counter.conversations
                            .turn(id, 10)
                            .answer(UuidV7.next(), "It is 5 €.", List.of());
            counter.db.runTx(tx -> counter.conversations.reply(tx, answer));
            counter.sent("x1", answer.messageId());
            for (String quoted : List.of("x1", "m1", "x0")) {
                counter.take("q" + quoted, quoting(quoted));
            }
            assertEquals(
                    List.of(
                            List.of("In reply to: It is 5 €."),
                            List.of("In reply to: Kayaks?"),
                            List.of()),
                    counter.conversations.transcript(id, 10).stream()
                            .filter(message -> message.content().equals("And this?"))
                            .map(Message::context)
                            .toList());
        }
    }

    /// A person's word in the provider's own app has the text it quotes; a name that nobody knows says nothing.
    @Test
    void aQuoteInAnEchoGetsItsTextToo() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take("e1", InboundFixture.said("ann", "m1", "Kayaks?"));
            UUID id = counter.only().id();
            counter.take("e2", echo("m1"), echo("gone"));
            assertEquals(
                    List.of(List.of("In reply to: Kayaks?"), List.of()),
                    counter.conversations.transcript(id, 10).stream()
                            .filter(message -> message.content().equals("👍"))
                            .map(Message::context)
                            .toList());
        }
    }

    private static InboundEvent echo(String quoted) {
        InboundEvent.CustomerMessage said = InboundFixture.said("ann", "to " + quoted, "👍");
        return new InboundEvent.Echo(
                said.account(),
                said.thread(),
                said.from(),
                said.id(),
                said.at(),
                said.text(),
                List.of(ContextAttachments.quoteOf(quoted)),
                Map.of(),
                Optional.empty(),
                false);
    }

    private static InboundEvent quoting(String message) {
        return InboundFixture.said("ann", "reply to " + message, "And this?")
                .with(List.of(ContextAttachments.quoteOf(message)));
    }
}
