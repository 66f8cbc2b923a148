package handcar.rag.claims;

import module java.base;

/// Finds what is written in a passage to the model instead of to readers ("ignore all previous instructions …"). Such a paragraph
/// backs no statement and makes no host a place to link to.
public final class PassageInstructions {
    private static final Pattern ADDRESSED =
            Pattern.compile(
                    "(?iU)\\b(?:ignore|disregard|forget|override)\\b.{0,40}\\b(?:instructions?|rules|prompts?|guidelines)\\b|\\bsystem"
                        + " prompt\\b|\\b(?:instructions?|note|message) (?:to|for) (?:the |any"
                        + " )?(?:ai|assistant|chatbot|model|llm|language model)s?\\b|\\b(?:as|you"
                        + " are) an? (?:ai|assistant|chatbot|language model)\\b|\\bif you are an?"
                        + " (?:ai|assistant|chatbot|language model)\\b|\\b(?:always|must|now)"
                        + " (?:append|add|include|insert|tell|send|reply|answer)\\b.{0,60}\\b(?:answers?|repl(?:y|ies)|customers?|users?|visitors?)\\b"
                        + "|\\b(?:ignoriere|vergiss|missachte)\\b.{0,40}\\b(?:anweisung(?:en)?|regeln|vorgaben)\\b|\\bsystemprompt\\b"
                        + "|\\b(?:ignore[zr]?|oublie[zr]?)\\b.{0,40}\\b(?:instructions|consignes|règles)\\b"
                        + "|\\b(?:ignora|olvida|ignore)\\b.{0,40}\\b(?:instrucciones|reglas)\\b"
                        + "|\\b(?:игнорируй|игнорируйте|забудь|забудьте)\\b.{0,40}\\b(?:инструкци\\w*|правила|указания)\\b"
                        + "|تجاهل.{0,40}(?:التعليمات|القواعد)|忽略.{0,20}(?:指令|指示|说明)|指示を無視");

    /// What asks whoever checks a statement for a verdict.
    private static final Pattern VERDICT =
            Pattern.compile(
                    "(?iU)\\b(?:verdict|entail\\w*|fact[-"
                        + " ]?check\\w*)\\b|\\b(?:answer|reply|respond|say|write|output|return|antworte|schreibe|réponds|répondez|écris|responde|escribe)\\b[^.\\n"
                        + "]{0,30}\\b(?:supported|confirmed|yes|true)\\b"
                        + "|\\b(?:statements?|claims?|sentences?|answers?|everything)\\b.{0,30}\\bsupported\\b");

    private static final Pattern PARAGRAPH = Pattern.compile("(?:(?!\\n\\s*\\n)[\\s\\S])+");

    private PassageInstructions() {}

    /// Whether any of it is written to a model, one that answers or one that checks answers.
    public static boolean isIn(String text) {
        return ADDRESSED.matcher(text).find() || VERDICT.matcher(text).find();
    }

    /// The text with such paragraphs blanked; all else keeps its place.
    public static String blanked(String text) {
        if (!ADDRESSED.matcher(text).find()) {
            return text;
        }
        return PARAGRAPH
                .matcher(text)
                .replaceAll(
                        paragraph ->
                                Matcher.quoteReplacement(
                                        ADDRESSED.matcher(paragraph.group()).find()
                                                ? " ".repeat(paragraph.group().length())
                                                : paragraph.group()));
    }
}
