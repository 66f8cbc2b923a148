package handcar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.chat.MessageLoop.Utterance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tells a program from a person when neither says which it is.
class LoopSignsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String UNKNOWN = "I don't know. Shall I get a person?";

    /// How many of these texts are answered before the next is a loop.
    ///
    /// @param pauses between our answer and the next text, in turn
    private static int answered(
            List<String> texts, IntFunction<String> answers, Duration... pauses) {
        List<Utterance> exchange = new ArrayList<>();
        Instant at = NOW;
        for (int i = 0; i < texts.size(); i++) {
            Utterance text = Utterance.theirs(texts.get(i), at);
            if (MessageLoop.goesOn(text, exchange)) {
                return i;
            }
            exchange.add(text);
            exchange.add(new Utterance(true, answers.apply(i), at.plusSeconds(3)));
            at = at.plusSeconds(3).plus(pauses[i % pauses.length]);
        }
        return texts.size();
    }

    private static final List<String> STATEMENTS =
            List.of(
                    "The inquiry is with our agents since this morning.",
                    "Your case has been updated by the system.",
                    "Please note that this mailbox is read on weekdays only.",
                    "The team has put your case into its queue for today.",
                    "All cases of this week are sorted by their priority.");

    private static final Duration[] IRREGULAR = {
        Duration.ofMinutes(190), Duration.ofMinutes(305), Duration.ofMinutes(47)
    };

    @Test
    void statementsThatGetTheSameAnswerHoursApartAreALoopAfterTwo() {
        assertEquals(2, answered(STATEMENTS, _ -> UNKNOWN, IRREGULAR));
    }

    @Test
    void statementsThatComeToTheSecondAreALoopAfterTwoWhateverIsAnswered() {
        assertEquals(2, answered(STATEMENTS, i -> "Answer " + ANSWERS.get(i), Duration.ofHours(2)));
    }

    private static final List<String> ANSWERS =
            List.of(
                    "Bicycles are delivered within two days.",
                    "The shop opens at nine in the morning.",
                    "Lamps are sold with their screws.",
                    "A return is free within a month.",
                    "Gift cards hold for three years.");

    @Test
    void statementsThatTakeUpNothingAreALoopAfterSeveral() {
        assertEquals(4, answered(STATEMENTS, ANSWERS::get, IRREGULAR));
    }

    @Test
    void textsThatTakeTurnsAreALoopAfterTwoAnswers() {
        List<String> turns =
                List.of(
                        "Dear customer, your ticket 1 was opened by us.",
                        "Case 1 is resolved and will be archived now.",
                        "Dear customer, your ticket 2 was opened by us.");
        assertEquals(2, answered(turns, ANSWERS::get, IRREGULAR));
        assertEquals(2, answered(List.of(turns.get(0), turns.get(2)), ANSWERS::get, IRREGULAR));
    }

    @Test
    void questionsThatRotateAreALoopAfterSeveral() {
        List<String> questions =
                List.of(
                        "What is your name?",
                        "How may I help you today?",
                        "Which lamp do you mean?");
        List<String> all =
                Stream.of(questions, questions, questions, questions)
                        .flatMap(List::stream)
                        .toList();
        int count = answered(all, i -> ANSWERS.get(i % ANSWERS.size()), IRREGULAR);
        assertTrue(count < 8, "" + count);
    }

    @Test
    void aTextThatComesAThirdTimeIsALoop() {
        String text = "I am an assistant and did not find an answer to this.";
        assertEquals(2, answered(List.of(text, text, text), ANSWERS::get, IRREGULAR));
    }

    @Test
    void whoSaysWhatWeSayIsAProgramLikeUs() {
        String ours = "I don't know the answer to that. Shall I get a person?";
        assertEquals(
                2,
                answered(
                        List.of("Do you ship?", ours, ours),
                        i -> i == 0 ? "Yes." : ours,
                        IRREGULAR));
    }

    @Test
    void aTextThatFollowsAQuestionAndItselfIsALoop() {
        String text = "Thank you for your message, our team will be with you shortly.";
        String question = "Within how many days do you deliver bicycles?";
        assertEquals(2, answered(List.of(question, text, text), ANSWERS::get, IRREGULAR));
        assertEquals(3, answered(List.of(text, question, text), ANSWERS::get, IRREGULAR));
    }

    private static Stream<List<String>> persons() {
        return Stream.of(
                IntStream.range(1000, 1010)
                        .mapToObj("Please send me the invoice for order %d."::formatted)
                        .toList(),
                IntStream.range(1000, 1010).mapToObj("Where is my order %d?"::formatted).toList(),
                List.of(
                        "Yes.",
                        "Yes, please.",
                        "Ok",
                        "No",
                        "Yes.",
                        "Yes, please.",
                        "Yes.",
                        "Ok",
                        "Yes."),
                List.of(
                        "I bought a lamp at your shop last week.",
                        "It came without its screws and I cannot hang it up.",
                        "My wife says that the colour is another one, too.",
                        "I want my money back for all of it.",
                        "I have sent the lamp back to you today.",
                        "The parcel has the number 4711 and I paid nine euros for it."),
                List.of(
                        "Ich habe letzte Woche eine Lampe bei Ihnen gekauft.",
                        "Leider fehlen die Schrauben, ich kann sie nicht aufhängen.",
                        "Meine Frau sagt, dass auch die Farbe nicht stimmt.",
                        "Ich möchte mein Geld für alles zurück haben."),
                List.of(
                        "The lamp flickers when it is switched on.",
                        "Now the lamp is on and the fuse has blown.",
                        "Does it need another fuse?",
                        "The new fuse has blown in the same way.",
                        "Could it be the cable?"),
                List.of(
                        "> Bicycles are delivered within two days.\n"
                                + "I ordered on Monday and it is Friday.",
                        "> The shop opens at nine in the morning.\n"
                                + "I stood there at ten and it was closed.",
                        "> Lamps are sold with their screws.\nMine came without them."));
    }

    private static Stream<List<String>> tersePersons() {
        return Stream.of(
                List.of(
                        "The parcel has not arrived. Order 4711.",
                        "The parcel has still not arrived. Order 4711.",
                        "Still no parcel. Order 4711. It was promised for Monday."),
                List.of(
                        "Order 4711 has not arrived yet.",
                        "The tracking page shows nothing since Friday.",
                        "Order 4711 has still not arrived yet."),
                List.of(
                        "The lamp was delivered on Tuesday with a broken shade.",
                        "The invoice was sent to the wrong address as well.",
                        "The amount was charged to the credit card twice.",
                        "The screws were also missing from the box.",
                        "The box was opened in the presence of a neighbour.",
                        "A replacement was announced by telephone last Friday."),
                List.of(
                        "The undersigned hereby gives notice of the withdrawal from the contract.",
                        "The goods will be returned by parcel service this week.",
                        "The purchase price is to be refunded within fourteen days.",
                        "Confirmation of the withdrawal is requested in writing.",
                        "The deadline ends on the last day of November."),
                List.of(
                        "Die Ware ist nicht eingetroffen. Bestellung 4711.",
                        "Die Ware ist immer noch nicht eingetroffen. Bestellung 4711.",
                        "Bis heute ist keine Lieferung erfolgt. Bestellung 4711."),
                List.of(
                        "Price of the brass lamp with the large shade",
                        "Weight of the brass lamp in kilograms",
                        "Colour of the cable of the floor lamp",
                        "Height of the floor lamp with shade",
                        "Warranty for the ceiling lamp in years",
                        "Delivery time for the ceiling lamp to Oslo",
                        "Material of the shade of the table lamp",
                        "Dimmer for the table lamp and its bulbs",
                        "Bulb for the reading lamp, warm white",
                        "Returns of opened boxes with bulbs"),
                List.of(
                        "Guten Tag, die Lampe flackert. Hello, the lamp flickers.",
                        "Es ist die große Lampe aus Messing. It is the large brass lamp.",
                        "Die Birne ist neu, das Kabel auch. The bulb is new and the cable, too.",
                        "Gekauft wurde sie im Mai. It was bought in May.",
                        "Die Rechnung liegt bei. The invoice is enclosed."),
                List.of(
                        "- price of the brass lamp\n- delivery time to Oslo",
                        "- warranty of the brass lamp\n- invoice without tax",
                        "- discount for ten pieces\n- opening hours"),
                List.of(
                        "> I don't know. Shall I get a person?\nYes, get a person.",
                        "> I don't know. Shall I get a person?\nYes!",
                        "> I don't know. Shall I get a person?\nYes, now."),
                List.of(
                        "Order 4711: address changed to Storgata 5, Oslo.",
                        "Order 4712: address changed to Storgata 5, Oslo.",
                        "Order 4713: address changed to Storgata 5, Oslo."),
                List.of(
                        "Very disappointing service so far.",
                        "Third day without any answer from a human being.",
                        "The lamp lies in the hall, broken, in two parts.",
                        "Nobody picks up the phone in the afternoon.",
                        "This will be the last order in this shop."),
                List.of(
                        "Le colis n'est pas arrivé. Commande 4711.",
                        "Le colis n'est toujours pas arrivé. Commande 4711.",
                        "Toujours pas de colis. Commande 4711, payée lundi."),
                List.of(
                        "El paquete no ha llegado. Pedido 4711.",
                        "El paquete todavía no ha llegado. Pedido 4711.",
                        "Sigue sin llegar el paquete. Pedido 4711."),
                List.of("荷物が届きません。注文番号4711です。", "荷物がまだ届きません。注文番号4711です。", "まだ荷物が届いていません。注文番号4711。"),
                List.of(
                        "Lamp 4711 arrived without screws.\nKind regards\nAnna Berg",
                        "Photo of the box enclosed.\nKind regards\nAnna Berg",
                        "Receipt enclosed as well.\nKind regards\nAnna Berg"),
                List.of("Hello?", "Hello?", "Hello?", "Is anybody there?"));
    }

    @ParameterizedTest
    @MethodSource("tersePersons")
    void whoDoesNotSpeakOfThemselvesIsAPersonAllTheSame(List<String> texts) {
        for (IntFunction<String> answers :
                List.<IntFunction<String>>of(i -> ANSWERS.get(i % ANSWERS.size()), _ -> UNKNOWN)) {
            assertEquals(texts.size(), answered(texts, answers, IRREGULAR), texts.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("persons")
    void aPersonIsNoProgram(List<String> texts) {
        for (Duration[] pauses : List.of(IRREGULAR, new Duration[] {Duration.ofMinutes(40)})) {
            assertEquals(
                    texts.size(),
                    answered(texts, i -> ANSWERS.get(i % ANSWERS.size()), pauses),
                    texts.toString());
            assertEquals(texts.size(), answered(texts, _ -> UNKNOWN, pauses), texts.toString());
        }
    }

    @Test
    void whatIsDaysAgoDoesNotCount() {
        String daily = "Please send me the list of today's prices.";
        assertEquals(
                5, answered(Collections.nCopies(5, daily), ANSWERS::get, Duration.ofHours(23)));
        List<Utterance> old =
                List.of(
                        Utterance.theirs(STATEMENTS.get(0), NOW.minus(Duration.ofDays(5))),
                        Utterance.theirs(STATEMENTS.get(0), NOW.minus(Duration.ofDays(4))));
        assertFalse(MessageLoop.goesOn(Utterance.theirs(STATEMENTS.get(0), NOW), old));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 13})
    void aTicketThatComesEveryFewHoursIsALoop(int hours) {
        List<String> tickets =
                IntStream.range(1, 5)
                        .mapToObj("Ticket %d was received and waits for our agents."::formatted)
                        .toList();
        assertEquals(2, answered(tickets, ANSWERS::get, Duration.ofHours(hours)));
    }
}
