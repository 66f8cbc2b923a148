package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.llm.extractive.Evidence.Sentence;
import handcar.llm.extractive.Evidence.Support;

import org.junit.jupiter.api.Test;

class ExtractiveModelTest {
    private static final Support GOOD = new Support(0.9, 0.8, 0.5, 0.7, 0);
    private static final Support POOR = new Support(0.3, 0.3, 0.1, 0.2, 0);

    private final ExtractiveModel model = new ExtractiveModel();

    @Test
    void quotesAtMostThreeSentencesInReadingOrder() {
        UUID passage = UUID.randomUUID();
        ExtractiveReply reply =
                model.reply(
                        "How much is a day?",
                        "en",
                        new Evidence(
                                List.of(
                                        sentence(passage, "Two cost 40.", 20, 9),
                                        sentence(passage, "One costs 25.", 0, 8),
                                        sentence(UUID.randomUUID(), "Elsewhere it rains.", 0, 7),
                                        sentence(passage, "Three cost 60.", 40, 6)),
                                GOOD),
                        false);
        ExtractiveReply.Answer answer = assertInstanceOf(ExtractiveReply.Answer.class, reply);
        assertEquals("One costs 25. [1] Two cost 40. [2] Elsewhere it rains. [3]", answer.text());
        assertEquals(3, answer.sources().size());
        assertEquals("One costs 25.", answer.sources().getFirst().text());
    }

    @Test
    void marksInTheQuotationAreNotTakenForSources() {
        ExtractiveReply reply =
                model.reply(
                        "Was it won?",
                        "en",
                        new Evidence(
                                List.of(
                                        sentence(
                                                UUID.randomUUID(),
                                                "It was won [2]\nby them.",
                                                0,
                                                9)),
                                GOOD),
                        false);
        assertEquals("It was won (2) by them. [1]", reply.text());
    }

    @Test
    void withoutSupportItDoesNotKnowAndOffersAPerson() {
        Evidence poor = new Evidence(List.of(sentence(UUID.randomUUID(), "It rains.", 0, 1)), POOR);
        ExtractiveReply english = model.reply("Who won in 1904?", "en", poor, false);
        assertInstanceOf(ExtractiveReply.Unknown.class, english);
        assertTrue(english.text().contains("I don't know"), english.text());
        assertTrue(model.offersPerson(english.text()));
        ExtractiveReply german = model.reply("Wer gewann 1904?", "de", Evidence.NONE, false);
        assertTrue(german.text().startsWith("Das weiß ich nicht."), german.text());
        ExtractiveReply unheardOf = model.reply("?", "und", Evidence.NONE, false);
        assertTrue(unheardOf.text().contains("I don't know"), unheardOf.text());
    }

    @Test
    void greetingsAreReturnedInTheirLanguage() {
        assertEquals("Hello! What would you like to know?", say("Hello!"));
        assertEquals("Hello! What would you like to know?", say("hi there, good morning"));
        assertEquals("Hallo! Was möchten Sie wissen?", say("Guten Tag"));
        assertEquals("Bonjour ! Que souhaitez-vous savoir ?", say("bonjour"));
        assertEquals("¡Hola! ¿Qué le gustaría saber?", say("¡Hola, buenos días!"));
        assertEquals("您好！您想了解什么？", say("你好！"));
        assertInstanceOf(ExtractiveReply.SmallTalk.class, reply("Vielen Dank!"));
        assertInstanceOf(ExtractiveReply.SmallTalk.class, reply("Thanks a lot, bye"));
        assertInstanceOf(ExtractiveReply.SmallTalk.class, reply("Hi Anna"));
    }

    @Test
    void aQuestionAfterAGreetingIsAQuestion() {
        for (String question :
                List.of(
                        "Hello, when do you open on Sundays?",
                        "hi, prices?",
                        "Thanks, but how do I cancel my booking?",
                        "Guten Tag, was kostet ein Tandem am Wochenende?",
                        "Which person founded the company?",
                        "How do I write to support with a complaint about a human error?")) {
            assertEquals(Optional.empty(), model.smallTalk(question, "en", false), question);
        }
    }

    @Test
    void askingForAPersonIsHeardInManyLanguages() {
        for (String wish :
                List.of(
                        "Can I talk to a human please?",
                        "human",
                        "I want to speak with someone",
                        "Kann ich mit einem Mitarbeiter sprechen?",
                        "Ich möchte mit jemandem sprechen",
                        "Je voudrais parler à quelqu'un",
                        "quiero hablar con una persona",
                        "Quero falar com um atendente",
                        "Vorrei parlare con un operatore",
                        "Ik wil een medewerker spreken",
                        "Позовите оператора",
                        "转人工",
                        "担当者と話したいです",
                        "أريد التحدث مع موظف")) {
            assertInstanceOf(ExtractiveReply.WantsPerson.class, reply(wish), wish);
        }
    }

    @Test
    void yesMeansAPersonOnlyWhenOneWasOffered() {
        assertInstanceOf(
                ExtractiveReply.WantsPerson.class, model.reply("Ja, bitte", "de", poor(), true));
        assertFalse(
                model.reply("Ja, bitte", "de", poor(), false)
                        instanceof ExtractiveReply.WantsPerson);
    }

    @Test
    void everyLanguageSaysEverything() {
        assertTrue(SmallTalkPhrases.all().size() >= 40);
        for (SmallTalkPhrases phrases : SmallTalkPhrases.all()) {
            assertTrue(phrases.language().matches("[a-z]{2}"), phrases.language());
            assertFalse(phrases.greetings().contains(""), phrases.language());
            assertTrue(phrases.personWanted().size() >= 4, phrases.language());
            assertTrue(model.offersPerson(phrases.unknown()), phrases.language());
            for (String said :
                    List.of(
                            phrases.unknown(),
                            phrases.greeting(),
                            phrases.welcome(),
                            phrases.person())) {
                assertFalse(said.contains(";") && !phrases.language().equals("el"), said);
                assertTrue(said.length() > 8 || said.codePointAt(0) > 0x3000, said);
            }
        }
    }

    private static Evidence poor() {
        return new Evidence(List.of(), POOR);
    }

    private String say(String message) {
        return reply(message).text();
    }

    private ExtractiveReply reply(String message) {
        return model.reply(message, "en", Evidence.NONE, false);
    }

    private static Sentence sentence(UUID passage, String text, int start, double relevance) {
        return new Sentence(
                passage,
                UUID.randomUUID(),
                "Prices",
                Optional.empty(),
                text,
                start,
                start + text.length(),
                relevance);
    }
}
