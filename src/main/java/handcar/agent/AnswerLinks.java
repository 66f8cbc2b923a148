package handcar.agent;

import module java.base;

import handcar.rag.claims.PassageInstructions;

/// The links of an answer. They lead only to the agent's allowed sites, to the cited documents' own addresses, and to addresses
/// that the cited passages name; of any other only its words are left: a path could carry what the customer said to a stranger.
/// Pictures and HTML are taken out. Code is left as it is.
final class AnswerLinks {
    private static final String CODE = "```[\\s\\S]*?(?:```|\\z)|`[^`\\n]*`";
    private static final String ADDRESS = "(?i:https?://|www\\.)[^\\s<>\"'`|]+";
    private static final Pattern MARKUP =
            Pattern.compile(
                    "(?<code>"
                            + CODE
                            + ")|(?<image>!\\[[^\\]\\n"
                            + "]*\\]\\s?(?:\\([^)\\n"
                            + "]*\\)?|\\[[^\\]\\n"
                            + "]*\\])?)|(?<link>\\[(?<words>[^\\[\\]\\n"
                            + "]*)\\]\\(\\s*<?(?<target>[^)\\s>]*)>?[^)\\n"
                            + "]*\\)?)|(?<reference>\\[(?<named>[^\\[\\]\\n"
                            + "]*)\\]\\[[^\\[\\]\\n"
                            + "]*\\])|(?<definition>(?m:^)\\s*\\[[^\\]\\n"
                            + "]+\\]:\\s*\\S+.*$)|<?(?<bare>"
                            + ADDRESS
                            + ")>?|(?<html><!--[\\s\\S]*?(?:-->|\\z)|(?i:<(?:script|style)\\b[\\s\\S]*?(?:</(?:script|style)>|\\z))|</?[a-zA-Z!][^>\\n"
                            + "]*(?:>|$))");

    private static final Pattern NAMED =
            Pattern.compile(ADDRESS + "|(?:[a-z0-9][a-z0-9-]*\\.)+[a-z]{2,}(?:/[^\\s<>\"'`|]*)?");
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]*_]+$");

    private final List<WebAddress> allowed;

    /// A passage that an answer may link to: its document's address and its text.
    record Place(Optional<String> url, String text) {
        /// What of it was written for readers.
        String readable() {
            return PassageInstructions.blanked(text);
        }
    }

    /// @param sites the origins that the agent allows, such as `https://shop.example`
    AnswerLinks(List<String> sites) {
        this.allowed = sites.stream().flatMap(site -> WebAddress.of(site).stream()).toList();
    }

    /// The words of a sentence, without allowed addresses: what has to stand in a source.
    String words(String sentence) {
        return rewritten(sentence, address -> isAllowedSite(address) ? "" : address, _ -> false);
    }

    /// The sentence with only those links that its sources allow.
    String kept(String sentence, List<Place> places) {
        Predicate<String> may =
                address ->
                        isAllowedSite(address)
                                || places.stream().anyMatch(place -> names(place, address));
        return rewritten(sentence, address -> may.test(address) ? address : "", may);
    }

    private String rewritten(String sentence, UnaryOperator<String> bare, Predicate<String> may) {
        return MARKUP.matcher(sentence)
                .replaceAll(found -> Matcher.quoteReplacement(replacement(found, bare, may)));
    }

    private String replacement(
            MatchResult found, UnaryOperator<String> bare, Predicate<String> may) {
        String whole = found.group();
        if (found.group("code") != null) {
            return whole;
        }
        if (found.group("link") != null) {
            String words = found.group("words");
            String target = found.group("target");
            if (may.test(target)) {
                return "[" + rewritten(words, bare, may) + "](" + target + ")";
            }
            return rewritten(words, bare, may);
        }
        if (found.group("reference") != null) {
            return found.group("named");
        }
        if (found.group("bare") != null) {
            String address = TRAILING.matcher(found.group("bare")).replaceFirst("");
            String rest = found.group("bare").substring(address.length());
            return bare.apply(address) + rest;
        }
        return "";
    }

    private boolean isAllowedSite(String address) {
        return isWeb(address)
                && WebAddress.of(address)
                        .filter(link -> allowed.stream().anyMatch(link::isOnSiteOf))
                        .isPresent();
    }

    private static boolean isWeb(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://")
                || lower.startsWith("http://")
                || lower.startsWith("www.");
    }

    private static boolean names(Place place, String address) {
        return isWeb(address)
                && WebAddress.of(address)
                        .filter(
                                link ->
                                        place.readable().contains(address)
                                                || addresses(place).anyMatch(link::isNamedBy))
                        .isPresent();
    }

    private static Stream<WebAddress> addresses(Place place) {
        Stream<String> named =
                NAMED.matcher(place.readable())
                        .results()
                        .map(found -> TRAILING.matcher(found.group()).replaceFirst(""));
        return Stream.concat(place.url().stream(), named)
                .flatMap(address -> WebAddress.of(address).stream());
    }
}
