package handcar.llm.extractive;

import module java.base;

/// Recognises orders to an assistant, in documents and in messages: "ignore all previous instructions". They are data; the
/// built-in model neither quotes nor answers them. See OWASP's LLM01, prompt injection.
final class PromptInjection {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final Pattern ORDER =
            Pattern.compile(
                    String.join(
                            "|",
                            "\\b(?:ignore|disregard|forget|override|bypass)\\b (?:\\p{L}+"
                                + " ){0,3}(?:previous|prior|above|earlier|preceding|all|your|any|these|system|other)"
                                + " (?:\\p{L}+"
                                + " ){0,2}(?:instruction|prompt|rule|guideline|order|direction|context|polic)",
                            "\\b(?:ignore|disregard|forget) (?:everything|all of the above|what you"
                                    + " were told|the above)",
                            "\\b(?:system|developer|hidden|initial)[ -]prompt\\b",
                            "\\b(?:tell|inform|instruct|ask|advise)\\b (?:every|all|each|any)"
                                    + " (?:the )?(?:customer|user|visitor|client)s?\\b",
                            "\\byou are (?:now (?:an?|in|free|unrestricted)|no longer"
                                    + " (?:an?|bound)|an? (?:ai|assistant|chatbot|language"
                                    + " model|bot)\\b)",
                            "(?<!\\p{L})(?:as an? (?:ai|assistant|language model)|note to (?:the"
                                + " )?(?:ai|assistant|bot|chatbot|model)|(?:ai|assistant|chatbot|bot|llm)s?[,:]"
                                + " ?(?:you|please|always|must|ignore|reply|say|tell|do)\\b)",
                            "\\b(?:reveal|print|show|repeat|output|leak)\\b.{0,20}\\b(?:your|the)\\b.{0,12}\\b(?:prompt|secrets?|hidden"
                                + " instructions?)\\b",
                            "\\bask (?:for|them for|him for|her for) (?:the|their|his|her)"
                                    + " (?:password|pin|card number)",
                            "\\b(?:when|if) (?:a|the|any) (?:customer|user|visitor)"
                                    + " asks\\b.{0,60}\\b(?:say|answer|reply|respond|tell)\\b",
                            "</?\\s*(?:source|system|assistant|instructions?|prompt)\\b",
                            "\\[/?(?:inst|system)\\]",
                            "<\\|im_(?:start|end)\\|>",
                            "(?:^|[\\s>#])(?:system|assistant)\\s?: ?you\\b",
                            "(?:ignorier\\p{L}*|vergiss|vergessen"
                                + " sie|missachte\\p{L}*).{0,40}(?:anweisung|regel|vorgabe|instruktion|prompt|alles)",
                            "(?:sag\\p{L}*|antworte\\p{L}*|teile?) (?:jedem|allen|den|dem)"
                                    + " (?:kund|nutzer|besucher|benutzer)",
                            "du bist (?:jetzt|nun|ab jetzt|ein assistent|eine ki)",
                            "(?:ignore[zr]?|oublie[zr]?|ne tenez pas"
                                    + " compte).{0,40}(?:instruction|consigne|règle|regle|prompt)",
                            "(?:dis|dites|réponds|répondez) (?:à|a) (?:tous|chaque|tout) (?:les"
                                    + " )?(?:client|utilisateur|visiteur)",
                            "tu es (?:maintenant|désormais|un assistant)",
                            "(?:ignora|olvida|omite)\\p{L}*.{0,40}(?:instruccion|regla|prompt|anterior)",
                            "(?:di|diga|dile|responde|informa)\\p{L}* a (?:todos|cada|cualquier)"
                                    + " (?:los )?(?:client|usuari)",
                            "(?:игнорир|забуд|не"
                                + " обращай)\\p{L}*.{0,40}(?:инструкц|указан|правил|промпт|команд|всё|все)",
                            "(?:скажи|говори|сообщ|отвечай)\\p{L}* (?:каждому|всем|любому)"
                                    + " (?:клиент|пользоват|посетит)",
                            "(?:системн\\p{L}* промпт|ты теперь)",
                            "(?:تجاهل|انس|تجاوز).{0,40}(?:تعليمات|أوامر|قواعد|اوامر)",
                            "(?:أخبر|اخبر|قل ل)\\p{L}* (?:كل|جميع)"
                                    + " ?\\p{L}*(?:عميل|عملاء|زبون|زبائن|مستخدم)",
                            "忽略.{0,12}(?:指令|指示|提示)",
                            "(?:指示|命令).{0,8}無視",
                            "지시.{0,8}무시"));

    /// Every order has one of these; most texts have none, and are told so fast.
    private static final List<String> SIGNS =
            List.of(
                    "ignor",
                    "disregard",
                    "forget",
                    "overrid",
                    "bypass",
                    "prompt",
                    "assistant",
                    "chatbot",
                    "llm",
                    " ai",
                    " bot",
                    "bot:",
                    "bot,",
                    "ustomer asks",
                    "user asks",
                    "isitor asks",
                    "very customer",
                    "ach customer",
                    "ny customer",
                    "ll customer",
                    "ll the customer",
                    "very user",
                    "ach user",
                    "ny user",
                    "ll user",
                    "very visitor",
                    "ach visitor",
                    "ll visitor",
                    "very client",
                    "ach client",
                    "ll client",
                    "you are now",
                    "you are no longer",
                    "you are a",
                    "password",
                    " pin",
                    "card number",
                    "secret",
                    "<",
                    "[",
                    "system",
                    "vergiss",
                    "vergessen",
                    "missacht",
                    "jedem",
                    "allen kund",
                    "du bist",
                    "oubli",
                    "tenez pas",
                    "tous les",
                    "chaque",
                    "tu es",
                    "olvid",
                    "omit",
                    "todos los",
                    "cada cl",
                    "cada us",
                    "cualquier",
                    "забуд",
                    "не обраща",
                    "каждому",
                    "всем ",
                    "любому",
                    "промпт",
                    "ты теперь",
                    "تجاهل",
                    "انس",
                    "تجاوز",
                    "كل",
                    "جميع",
                    "忽略",
                    "無視",
                    "무시");

    private PromptInjection() {}

    /// Whether the text gives an order to an assistant.
    static boolean isIn(String text) {
        String line = SPACE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
        return SIGNS.stream().anyMatch(line::contains) && ORDER.matcher(line).find();
    }
}
