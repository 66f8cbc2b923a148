package handcar.chat;

import module java.base;

import handcar.json.JsonView;
import handcar.text.Diacritics;
import handcar.text.Interrogative;

/// The fields of a message that a form, an order or a payment brought, from its attachments. They are for staff: the customer is
/// told that they have arrived, and what is a question among them is asked.
public final class MessageFields {
    /// The type of such attachments.
    public static final String TYPE = "field";

    private static final Pattern SENTENCE = Pattern.compile("\\S+\\s+\\S+\\s+\\S");

    /// A letter of a script that tells more of a language than "M", "Red" or an address.
    private static final Pattern TELLING = Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]]");

    /// Words in the labels of fields for a message, as websites of the world name them.
    private static final String WORDS =
            "message|nachricht|mitteilung|anliegen|frage|anmerkung|bemerkung|kommentar|comment|question|[ei]nquir(?:y|ies)|request|mensaje|consulta"
                + "|pregunta|comentario|messaggio|domanda|richiesta|commento|mensagem|pergunta|bericht|vraag|opmerking|besked|meddelande|melding"
                + "|spørgsmål|fråga|spørsmål|viesti|kysymys|wiadomość|pytanie|treść|zpráva|dotaz|správa|mesaj|întrebare|soru\\b|sorunuz|ileti(?!ş)|açıklama"
                + "|üzenet|kérdés|сообщение|вопрос"
                + "|повідомлення|питання|съобщение|μήνυμα|رسال|سؤال|הודעה|留言|消息|咨询|メッセージ|問い合わせ|문의|메시지|how"
                + " (?:can|may) we help|wie können wir (?:ihnen|dir)"
                + " helfen|describe|description|beschreibung|remark|^(?:e-?mail |message |your |the"
                + " )?(?:body|text|content|details|notes?|tekst|texto|testo|obsah|popis|opis)\\W*$";

    private static final Pattern MESSAGE = Pattern.compile("(?iuU)" + WORDS);

    /// The same for labels without accents.
    private static final Pattern PLAIN = Pattern.compile("(?iuU)" + Diacritics.without(WORDS));

    private MessageFields() {}

    static boolean are(List<Object> attachments) {
        return fields(attachments).findAny().isPresent();
    }

    /// Whether a field with this label holds what its author wants to say, and not who that is.
    public static boolean isMessage(String label) {
        return MESSAGE.matcher(label).find() || PLAIN.matcher(Diacritics.without(label)).find();
    }

    /// The message and the questions among what was filled in, a line for each, or else what is a sentence; the content where it is
    /// something beside the fields.
    static String asked(String content, List<Object> attachments) {
        List<String> values = values(attachments).filter(content::contains).toList();
        List<String> messages =
                fields(attachments)
                        .filter(each -> isMessage(each.text("name").orElse("")))
                        .flatMap(each -> each.text("caption").stream())
                        .filter(SENTENCE.asPredicate())
                        .toList();
        if (values.stream().anyMatch(messages::contains)) {
            return values.stream()
                    .filter(each -> messages.contains(each) || Interrogative.surelyAsks(each))
                    .collect(Collectors.joining("\n"));
        }
        return Stream.<Predicate<String>>of(Interrogative::surelyAsks, SENTENCE.asPredicate())
                .map(kind -> values.stream().filter(kind).collect(Collectors.joining("\n")))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(content);
    }

    /// As staff read them.
    static List<Map<String, Object>> json(List<Object> attachments) {
        return fields(attachments)
                .map(
                        each ->
                                Map.<String, Object>of(
                                        "label",
                                        each.text("name").orElse(""),
                                        "value",
                                        each.text("caption").orElse("")))
                .toList();
    }

    /// What was filled in, without the labels, which are not the customer's.
    static String values(List<Object> attachments, String separator) {
        return values(attachments).collect(Collectors.joining(separator));
    }

    /// What was filled in and tells the language of who did: sentences, and words of other scripts than the Latin.
    static String telling(List<Object> attachments) {
        return values(attachments)
                .filter(SENTENCE.asPredicate().or(TELLING.asPredicate()))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> values(List<Object> attachments) {
        return fields(attachments).flatMap(each -> each.text("caption").stream());
    }

    private static Stream<JsonView> fields(List<Object> attachments) {
        return attachments.stream().map(JsonView::new).filter(MessageFields::isField);
    }

    static boolean isField(JsonView attachment) {
        return attachment.text("type").filter(TYPE::equals).isPresent();
    }
}
