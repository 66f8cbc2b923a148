package handcar.agent;

import module java.base;

import handcar.rag.claims.PassageInstructions;

/// The links of an answer. They lead only to the agent's allowed sites, to the cited documents' own addresses, and to hosts that
/// the cited passages name; of any other only its words are left. Pictures and HTML are taken out. Code is left as it is.
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

    private static final Pattern HOST =
            Pattern.compile(
                    "(?i)^(?:https?://)?(?:www\\.)?([^/?#:@\\\\]+)(?::\\d+)?(?:[/?#][^@\\\\]*)?$");
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]*_]+$");

    private final Set<String> allowed;

    /// A passage that an answer may link to: its document's address and its text.
    record Place(Optional<String> url, String text) {
        /// What of it was written for readers.
        String readable() {
            return PassageInstructions.blanked(text);
        }
    }

    /// @param sites the origins that the agent allows, such as `https://shop.example`
    AnswerLinks(List<String> sites) {
        this.allowed =
                sites.stream()
                        .flatMap(site -> host(site).stream())
                        .collect(Collectors.toUnmodifiableSet());
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
        return host(address).filter(allowed::contains).isPresent() && isWeb(address);
    }

    private static boolean isWeb(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://")
                || lower.startsWith("http://")
                || lower.startsWith("www.");
    }

    /// A query could carry what the customer said to a stranger: the passage must have it as it is.
    private static boolean names(Place place, String address) {
        Optional<String> host = host(address);
        if (host.isEmpty() || !isWeb(address)) {
            return false;
        }
        String text = place.readable();
        if (text.contains(address) || place.url().filter(address::equals).isPresent()) {
            return true;
        }
        boolean named =
                place.url().flatMap(AnswerLinks::host).filter(host.get()::equals).isPresent()
                        || hosts(text).contains(host.get());
        return named && address.indexOf('?') < 0;
    }

    private static Set<String> hosts(String text) {
        return Pattern.compile(ADDRESS + "|(?:[a-z0-9][a-z0-9-]*\\.)+[a-z]{2,}")
                .matcher(text)
                .results()
                .map(found -> TRAILING.matcher(found.group()).replaceFirst(""))
                .flatMap(found -> host(found).stream())
                .collect(Collectors.toSet());
    }

    /// Without user, port and `www.`; empty when the address hides where it leads.
    private static Optional<String> host(String address) {
        Matcher host = HOST.matcher(address.strip());
        return host.find() ? Optional.of(host.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
