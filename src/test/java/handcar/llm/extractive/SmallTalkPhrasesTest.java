package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

class SmallTalkPhrasesTest {
    private final ExtractiveModel model = new ExtractiveModel();

    @Test
    void complaintsAreHeardInManyLanguages() {
        for (String complaint :
                List.of(
                        "This is ridiculous, my tent arrived torn and nobody answers!",
                        "Frechheit! Seit zwei Wochen warte ich auf mein Paket.",
                        "C'est inadmissible, personne ne répond",
                        "Esto es una vergüenza, nadie contesta",
                        "Безобразие! Никто не отвечает",
                        "هذا غير مقبول",
                        "The bike was broken and nobody helped. I want my money back!",
                        "You sent me the wrong coffee!!",
                        "Der Kaffee schmeckt scheußlich und ihr antwortet nie",
                        "Ich will mein Geld zurück!",
                        "Je veux être remboursé !",
                        "¡Quiero mi dinero!",
                        "Верните деньги!",
                        "أعيدوا أموالي",
                        "😡")) {
            assertInstanceOf(ExtractiveReply.Complaint.class, say(complaint, false), complaint);
        }
    }

    @Test
    void thanksAndSmallTalkNeedNoSearch() {
        for (String thanks :
                List.of(
                        "Thanks, that helped a lot!",
                        "ok, passt",
                        "Vielen Dank für die schnelle Hilfe",
                        "merci beaucoup pour votre aide",
                        "gracias por su ayuda",
                        "Спасибо за быстрый ответ!",
                        "شكرا جزيلا على المساعدة",
                        "thx",
                        "Thank you!",
                        "Vielen Dank!",
                        "Thanks a lot, bye",
                        "bye",
                        "👍")) {
            ExtractiveReply reply = say(thanks, false);
            assertInstanceOf(ExtractiveReply.SmallTalk.class, reply, thanks);
            assertTrue(
                    SmallTalkPhrases.all().stream()
                            .anyMatch(phrases -> phrases.welcome().equals(reply.text())),
                    thanks + " → " + reply.text());
        }
    }

    @Test
    void greetingsAreReturnedInTheirLanguage() {
        assertEquals("Hello! What would you like to know?", say("Hello!"));
        assertEquals("Hello! What would you like to know?", say("hi there, good morning"));
        assertEquals("Hallo! Was möchten Sie wissen?", say("Guten Tag"));
        assertEquals("Bonjour ! Que souhaitez-vous savoir ?", say("bonjour"));
        assertEquals("¡Hola! ¿Qué le gustaría saber?", say("¡Hola, buenos días!"));
        assertEquals("您好！您想了解什么？", say("你好！"));
        assertEquals("Hello! What would you like to know?", say("Hello, thanks!"));
        assertInstanceOf(ExtractiveReply.SmallTalk.class, say("Hi Anna", false));
    }

    @Test
    void aQuestionAfterAGreetingIsAQuestion() {
        for (String question :
                List.of(
                        "Hello, when do you open on Sundays?",
                        "hi, prices?",
                        "Is this ok?",
                        "ok so what now?",
                        "Thanks, but how do I cancel my booking?",
                        "How do I get my money back?",
                        "Wie bekomme ich mein Geld zurück?",
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
                        "أريد التحدث مع موظف",
                        "Hello, I want a person please, case 4711",
                        "i'd like a person",
                        "Hallo, ich möchte bitte eine Person, Fall 12",
                        "Bonjour, je voudrais une personne, dossier 12",
                        "Hola, necesito una persona, caso 12",
                        "Quero uma pessoa, por favor",
                        "Vorrei una persona, pratica 12",
                        "Мне нужен человек, заказ 12")) {
            assertInstanceOf(ExtractiveReply.WantsPerson.class, say(wish, false), wish);
        }
    }

    @Test
    void aYesIsHeardInEveryShape() {
        for (String yes :
                List.of(
                        "k",
                        "K.",
                        "hai",
                        "Hai!",
                        "perfetto, sì",
                        "Perfect, yes please",
                        "super, ja",
                        "Danke, gerne",
                        "parfait, oui",
                        "perfecto, sí",
                        "great, sure")) {
            assertInstanceOf(ExtractiveReply.WantsPerson.class, say(yes, true), yes);
        }
        for (String other : List.of("thanks", "perfect, thanks", "ok, bye", "no thanks, ok")) {
            assertInstanceOf(ExtractiveReply.SmallTalk.class, say(other, true), other);
        }
    }

    @Test
    void whoWantsNoPersonGetsNone() {
        for (String refusal :
                List.of(
                        "I do not want a person",
                        "please don't call me back",
                        "I don't need to speak to someone",
                        "Ich möchte nicht mit einem Menschen sprechen",
                        "Ich möchte keinen Mitarbeiter sprechen",
                        "Rufen Sie mich bitte nicht an",
                        "Je ne veux pas parler à un conseiller",
                        "Je ne veux pas être rappelé",
                        "No quiero hablar con una persona",
                        "no me llamen por favor",
                        "Non voglio parlare con un operatore",
                        "não quero falar com um atendente",
                        "Не хочу говорить с оператором",
                        "мне не нужен менеджер",
                        "لا أريد التحدث مع موظف")) {
            assertInstanceOf(ExtractiveReply.SmallTalk.class, say(refusal, false), refusal);
        }
        for (String wish :
                List.of(
                        "I don't want a bot, I want a person",
                        "I don't understand I need a human",
                        "Why can't I talk to a human?",
                        "I can't find it, get me a person",
                        "Ich will nicht mit einem Bot sprechen sondern mit einem Menschen",
                        "Kann ich nicht mit einem Menschen sprechen?",
                        "Je ne veux pas un robot mais un humain",
                        "No entiendo, quiero hablar con una persona",
                        "не бот, а живой человек",
                        "I don't want this, not a bot please")) {
            assertInstanceOf(ExtractiveReply.WantsPerson.class, say(wish, false), wish);
        }
    }

    @Test
    void laughterAndABareNoAreNoThanks() {
        for (String reaction : List.of("lol", "hahaha", "😂", "no", "nope")) {
            assertEquals("Is there anything else I can help with?", say(reaction), reaction);
        }
        assertEquals("Kann ich sonst noch helfen?", say("nein", true).text());
        assertEquals("You're welcome! Is there anything else I can help with?", say("haha thanks"));
        assertEquals(
                "You're welcome! Is there anything else I can help with?",
                say("lovely, thanks for your help"));
    }

    @Test
    void yesMeansAPersonOnlyWhenOneWasOffered() {
        for (String yes :
                List.of(
                        "Ja, bitte",
                        "yes please",
                        "yes pls",
                        "oui je veux bien",
                        "да, пожалуйста",
                        "❤️",
                        "✔️",
                        "👍🏽",
                        "yes I would like that",
                        "👍")) {
            assertInstanceOf(ExtractiveReply.WantsPerson.class, say(yes, true), yes);
            assertFalse(
                    model.smallTalk(yes, "en", false)
                            .filter(ExtractiveReply.WantsPerson.class::isInstance)
                            .isPresent(),
                    yes);
        }
    }

    @Test
    void aThumbDownRefusesThePersonThatWasOffered() {
        assertInstanceOf(
                ExtractiveReply.SmallTalk.class,
                SmallTalkPhrases.reply("👎", "en", true).orElseThrow());
        assertInstanceOf(
                ExtractiveReply.Complaint.class,
                SmallTalkPhrases.reply("👎", "en", false).orElseThrow());
    }

    @Test
    void everyLanguageSaysEverything() {
        assertTrue(SmallTalkPhrases.all().size() >= 40);
        for (SmallTalkPhrases phrases : SmallTalkPhrases.all()) {
            assertTrue(phrases.language().matches("[a-z]{2}"), phrases.language());
            assertFalse(
                    phrases.phrases().getOrDefault("greetings", Set.of("")).contains(""),
                    phrases.language());
            assertTrue(
                    phrases.phrases().getOrDefault("person", Set.of()).size() >= 4,
                    phrases.language());
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

    private String say(String message) {
        return say(message, false).text();
    }

    private ExtractiveReply say(String message, boolean offered) {
        return model.smallTalk(message, "en", offered)
                .orElseThrow(() -> new AssertionError(message));
    }
}
