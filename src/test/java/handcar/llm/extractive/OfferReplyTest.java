package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import org.junit.jupiter.api.Test;

/// A customer accepts or declines a person and says something else in the same breath.
class OfferReplyTest {
    private static void reads(boolean accepted, String rest, String language, String... messages) {
        for (String message : messages) {
            assertEquals(
                    Optional.of(new OfferReply(accepted, rest)),
                    OfferReply.of(message, language),
                    message);
        }
    }

    private static void readsNothing(String language, String... messages) {
        for (String message : messages) {
            assertEquals(Optional.empty(), OfferReply.of(message, language), message);
        }
    }

    @Test
    void aYesBesideAQuestionIsTaken() {
        reads(
                true,
                "how long is the warranty?",
                "en",
                "yes, and how long is the warranty?",
                "Yes please! And how long is the warranty?",
                "yes how long is the warranty?",
                "sure, but how long is the warranty?",
                "Ok, how long is the warranty?",
                "Yes.\nhow long is the warranty?",
                "👍 and how long is the warranty?",
                "👍🏽 how long is the warranty?",
                "how long is the warranty? And yes, please.",
                "hello, yes please, how long is the warranty?");
        reads(
                true,
                "wie lange ist die Garantie?",
                "de",
                "ja, und wie lange ist die Garantie?",
                "Ja bitte, wie lange ist die Garantie?",
                "ja gerne und wie lange ist die Garantie?",
                "ja wie lange ist die Garantie?",
                "👍 und wie lange ist die Garantie?",
                "wie lange ist die Garantie? Und ja, gerne!");
        reads(
                true,
                "quelle est la durée de la garantie ?",
                "fr",
                "oui, et quelle est la durée de la garantie ?",
                "Oui merci, mais quelle est la durée de la garantie ?",
                "oui quelle est la durée de la garantie ?",
                "👍 et quelle est la durée de la garantie ?");
        reads(
                true,
                "¿cuánto dura la garantía?",
                "es",
                "Sí, ¿cuánto dura la garantía?",
                "si, y ¿cuánto dura la garantía?",
                "claro que sí, pero ¿cuánto dura la garantía?",
                "👍 y ¿cuánto dura la garantía?");
        reads(
                true,
                "كم مدة الضمان؟",
                "ar",
                "نعم، وكم مدة الضمان؟",
                "نعم لو سمحت، كم مدة الضمان؟",
                "👍 وكم مدة الضمان؟");
        reads(
                true,
                "какая гарантия?",
                "ru",
                "да, а какая гарантия?",
                "Да, пожалуйста. И какая гарантия?",
                "да какая гарантия?",
                "👍 и какая гарантия?");
    }

    @Test
    void aNoBesideAQuestionIsTaken() {
        reads(
                false,
                "how long is the warranty?",
                "en",
                "no thanks, but how long is the warranty?",
                "No, how long is the warranty?",
                "not now. how long is the warranty?",
                "No, I don't want a person, but how long is the warranty?",
                "👎 how long is the warranty?");
        reads(
                false,
                "wie lange ist die Garantie?",
                "de",
                "nein danke, aber wie lange ist die Garantie?",
                "Nicht nötig, wie lange ist die Garantie?",
                "nee, wie lange ist die Garantie?");
        reads(
                false,
                "quelle est la garantie ?",
                "fr",
                "non merci, mais quelle est la garantie ?",
                "pas la peine, quelle est la garantie ?");
        reads(
                false,
                "¿cuánto dura la garantía?",
                "es",
                "no gracias, pero ¿cuánto dura la garantía?",
                "No hace falta. ¿cuánto dura la garantía?");
        reads(false, "كم مدة الضمان؟", "ar", "لا شكرا، لكن كم مدة الضمان؟", "لا، كم مدة الضمان؟");
        reads(
                false,
                "какая гарантия?",
                "ru",
                "нет, спасибо, но какая гарантия?",
                "не надо, а какая гарантия?");
    }

    @Test
    void whatTakesAYesBackRefuses() {
        Map<String, List<String>> refusals =
                Map.ofEntries(
                        Map.entry(
                                "en",
                                List.of(
                                        "no",
                                        "ok, no",
                                        "ok, never mind",
                                        "Ok. Forget it.",
                                        "yes, but not now",
                                        "no need",
                                        "not yet",
                                        "sure not",
                                        "👎")),
                        Map.entry(
                                "de", List.of("ok, dann nicht", "ja aber nicht jetzt", "lass mal")),
                        Map.entry("zh", List.of("不用了", "不用")),
                        Map.entry("cs", List.of("ne", "zatím ne")),
                        Map.entry("fr", List.of("ok, laissez tomber", "non")),
                        Map.entry("es", List.of("sí, pero ahora no")),
                        Map.entry("it", List.of("no, lasci stare", "va bene, lasciamo perdere")),
                        Map.entry("tr", List.of("tamam, boşver", "hayır", "gerek yok")),
                        Map.entry("pl", List.of("nie", "nie trzeba", "nie, dziękuję")),
                        Map.entry("sv", List.of("nej", "nej tack")),
                        Map.entry("da", List.of("nej", "nej tak")),
                        Map.entry("ru", List.of("нет", "ок, забудьте")));
        refusals.forEach(
                (language, messages) ->
                        messages.forEach(
                                message ->
                                        assertInstanceOf(
                                                ExtractiveReply.SmallTalk.class,
                                                SmallTalkPhrases.reply(message, language, true)
                                                        .orElseThrow(
                                                                () -> new AssertionError(message)),
                                                message)));
        readsNothing("en", "ok, no", "ok, never mind", "yes, but not now");
    }

    @Test
    void aYesBesideThanksIsAYes() {
        reads(true, "", "en", "yes, bye", "Yes please, thanks a lot. Bye!", "👍 thanks", "yess");
        reads(true, "", "cs", "jo", "jo prosím");
        reads(true, "", "da", "jatak");
    }

    @Test
    void whatOnlyBeginsLikeAnAnswerIsNone() {
        readsNothing(
                "en",
                "how long is the warranty?",
                "please, how long is the warranty?",
                "Thanks, but how long is the warranty?",
                "no idea what you mean",
                "How long is the warranty? 😊",
                "no thanks",
                "Hello, how long is the warranty?");
        readsNothing(
                "de",
                "Da, wo ich wohne, gibt es keinen Laden",
                "Bitte, wie lange ist die Garantie?",
                "Nein",
                "Na, wie lange ist die Garantie?");
        readsNothing(
                "fr", "Si, dans un an, la lampe casse ?", "s'il vous plaît, quelle garantie ?");
        readsNothing("es", "y cuánto cuesta", "Por favor, ¿cuánto dura la garantía?");
    }
}
