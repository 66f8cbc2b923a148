package handcar.agent;

import module java.base;

/// Codes such as `de`, `pt-BR` or `zh-Hant`, written as BCP 47 does.
final class LanguageCodes {
    /// ISO 639-1.
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private LanguageCodes() {}

    /// The code as it is written; empty when there is no such language.
    static Optional<String> of(String given) {
        Locale locale = Locale.forLanguageTag(given.strip().replace('_', '-'));
        return LANGUAGES.contains(locale.getLanguage())
                ? Optional.of(locale.toLanguageTag())
                : Optional.empty();
    }
}
