package handcar.text;

import module java.base;

/// The language a text is written in, as far as searching needs to know it: which PostgreSQL text-search configuration
/// reduces its words to stems. Languages without a stemmer in PostgreSQL are distinguished too, so that Polish is indexed
/// as it stands and not by another language's grammar; they share the configuration `simple`.
///
/// [#of] is right for nearly every paragraph and for most single questions; for a handful of words use [#among]
/// with the languages that are there to be found.
public enum Language {
    ENGLISH("en", "english"),
    GERMAN("de", "german"),
    FRENCH("fr", "french"),
    SPANISH("es", "spanish"),
    PORTUGUESE("pt", "portuguese"),
    ITALIAN("it", "italian"),
    CATALAN("ca", "catalan"),
    ROMANIAN("ro", "romanian"),
    DUTCH("nl", "dutch"),
    DANISH("da", "danish"),
    NORWEGIAN("no", "norwegian"),
    SWEDISH("sv", "swedish"),
    FINNISH("fi", "finnish"),
    HUNGARIAN("hu", "hungarian"),
    TURKISH("tr", "turkish"),
    INDONESIAN("id", "indonesian"),
    IRISH("ga", "irish"),
    LITHUANIAN("lt", "lithuanian"),
    BASQUE("eu", "basque"),
    // Croatian and Bosnian with it: one stemmer serves them, in both alphabets
    SERBIAN("sr", "serbian"),
    RUSSIAN("ru", "russian"),
    GREEK("el", "greek"),
    ARMENIAN("hy", "armenian"),
    ARABIC("ar", "arabic"),
    YIDDISH("yi", "yiddish"),
    HINDI("hi", "hindi"),
    NEPALI("ne", "nepali"),
    TAMIL("ta", "tamil"),
    POLISH("pl", "simple"),
    CZECH("cs", "simple"),
    SLOVAK("sk", "simple"),
    SLOVENIAN("sl", "simple"),
    ESTONIAN("et", "simple"),
    LATVIAN("lv", "simple"),
    ICELANDIC("is", "simple"),
    VIETNAMESE("vi", "simple"),
    ALBANIAN("sq", "simple"),
    AFRIKAANS("af", "simple"),
    GALICIAN("gl", "simple"),
    MALAGASY("mg", "simple"),
    SWAHILI("sw", "simple"),
    TAGALOG("tl", "simple"),
    WELSH("cy", "simple"),
    UKRAINIAN("uk", "simple"),
    BULGARIAN("bg", "simple"),
    MACEDONIAN("mk", "simple"),
    KAZAKH("kk", "simple"),
    MARATHI("mr", "simple"),
    PERSIAN("fa", "simple"),
    URDU("ur", "simple"),
    HEBREW("he", "simple"),
    CHINESE("zh", "simple"),
    JAPANESE("ja", "simple"),
    KOREAN("ko", "simple"),
    THAI("th", "simple"),
    /// No language is recognised: numbers, codes, an unknown script.
    OTHER("und", "simple");

    private final String code;
    private final String configuration;

    Language(String code, String configuration) {
        this.code = code;
        this.configuration = configuration;
    }

    /// The language of this text; [#OTHER] when none is recognised.
    public static Language of(String text) {
        return among(text, EnumSet.allOf(Language.class));
    }

    /// The language of a text that may be a few words: the usual one when too little in the text tells another, or two
    /// languages are about as probable. [#OTHER] as the usual one: none is.
    public static Language of(String text, Language usual) {
        return LanguageGuess.of(text, usual);
    }

    /// The language of this ISO 639-1 code; [#OTHER] for one that is not known.
    public static Language ofCode(String code) {
        return Stream.of(values()).filter(each -> each.code.equals(code)).findFirst().orElse(OTHER);
    }

    /// The one of these languages that the text is most probably written in; [#OTHER] when none
    /// is recognised. With few candidates two words of a question are usually enough.
    public static Language among(String text, Set<Language> candidates) {
        return LanguageDetector.KNOWN.best(text, candidates);
    }

    /// Whether this is one of the language's most frequent small words, written in lower case without accents.
    public boolean isSmallWord(String word) {
        return LanguageDetector.KNOWN.isSmallWord(this, word);
    }

    /// Whether this is a small word of one of the languages.
    public static boolean isSmallWordOfAny(String word) {
        return LanguageDetector.KNOWN.isSmallWord(word);
    }

    /// ISO 639-1, or `und`.
    public String code() {
        return code;
    }

    /// The PostgreSQL text-search configuration (PostgreSQL 14 or newer has all of them); `simple` without a stemmer.
    public String configuration() {
        return configuration;
    }
}
