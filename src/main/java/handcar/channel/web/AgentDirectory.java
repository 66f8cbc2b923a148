package handcar.channel.web;

import module java.base;

/// Finds an agent by slug or id, or the default agent when none is named; empty when there is no such agent.
@FunctionalInterface
public interface AgentDirectory {
    Optional<Card> find(Optional<String> agent);

    /// How an agent presents itself to visitors.
    ///
    /// @param welcome for everybody whose language is not among `welcomes`
    /// @param welcomes by language code
    /// @param look as in the JSON of the API
    /// @param sites the origins whose pages may show its chat
    /// @param isPublic whether visitors without an API key may talk to it
    /// @param fileLimit the most bytes of a file that visitors may send; 0 when they may send none
    record Card(
            UUID id,
            String slug,
            String name,
            String company,
            Welcome welcome,
            Map<String, Welcome> welcomes,
            Map<String, Object> look,
            List<String> sites,
            boolean isPublic,
            long fileLimit) {
        boolean takesFiles() {
            return fileLimit > 0;
        }

        /// What is said to a reader of this language; a part that is not written in it is said as to everybody. Where there is none for
        /// the reader's region, the language's own stands for it, then that of another region.
        Welcome welcome(String language) {
            Locale reader = Locale.forLanguageTag(language.replace('_', '-'));
            Stream<String> others =
                    welcomes.keySet().stream()
                            .filter(tag -> sameLanguage(Locale.forLanguageTag(tag), reader));
            return Stream.concat(Stream.of(reader.toLanguageTag(), reader.getLanguage()), others)
                    .flatMap(tag -> Stream.ofNullable(welcomes.get(tag)))
                    .findFirst()
                    .map(found -> found.completedBy(welcome))
                    .orElse(welcome);
        }

        private static boolean sameLanguage(Locale one, Locale other) {
            return one.getLanguage().equals(other.getLanguage());
        }
    }

    /// What stands in a chat before anybody wrote.
    ///
    /// @param suggestions first questions to press
    record Welcome(String greeting, List<String> suggestions) {
        private Welcome completedBy(Welcome other) {
            return new Welcome(
                    greeting.isEmpty() ? other.greeting : greeting,
                    suggestions.isEmpty() ? other.suggestions : suggestions);
        }
    }
}
