package handcar.chat;

import module java.base;

import handcar.json.Json;
import handcar.problem.Problem;
import handcar.text.TextSanitizer;

import org.jspecify.annotations.Nullable;

/// What is kept of one contact: enough for what a page or a provider knows about a person, too little for use as storage.
public final class ContactLimits {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_ATTRIBUTES = 50;
    private static final int MOST_ATTRIBUTE_BYTES = 10 * 1024;

    private ContactLimits() {}

    /// A name as it is kept; a longer one ends with a mark that something is missing. Empty when nothing of it can be read.
    public static Optional<String> name(String written) {
        String name = TextSanitizer.name(written);
        return TextSanitizer.isInvisible(name) ? Optional.empty() : Optional.of(shortened(name));
    }

    private static String shortened(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST_NAME) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    /// The attributes with names and texts that show as they are written.
    static Map<String, Object> straight(Map<String, Object> attributes) {
        Map<String, Object> straight = new LinkedHashMap<>();
        attributes.forEach(
                (name, value) -> straight.put(TextSanitizer.name(name), straight(value)));
        return straight;
    }

    private static @Nullable Object straight(@Nullable Object value) {
        return switch (value) {
            case String text -> TextSanitizer.lines(text);
            case List<?> list -> list.stream().map(ContactLimits::straight).toList();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> straight = new LinkedHashMap<>();
                map.forEach(
                        (name, inner) ->
                                straight.put(
                                        TextSanitizer.name(String.valueOf(name)), straight(inner)));
                yield straight;
            }
            case null, default -> value;
        };
    }

    /// Whether all names in these attributes show as they are written: two of them could become one otherwise.
    public static boolean namesAreStraight(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list.stream().allMatch(ContactLimits::namesAreStraight);
            case Map<?, ?> map ->
                    map.keySet().stream().allMatch(name -> TextSanitizer.isStraight((String) name))
                            && map.values().stream().allMatch(ContactLimits::namesAreStraight);
            case null, default -> true;
        };
    }

    /// What is wrong with these attributes; empty when they can be kept.
    public static Optional<String> fault(Map<String, Object> attributes) {
        if (attributes.size() > MOST_ATTRIBUTES) {
            return Optional.of(
                    "must have at most "
                            + MOST_ATTRIBUTES
                            + " fields, and these are "
                            + attributes.size());
        }
        int bytes = Json.bytes(attributes).length;
        return bytes > MOST_ATTRIBUTE_BYTES
                ? Optional.of(
                        "must have at most "
                                + MOST_ATTRIBUTE_BYTES
                                + " bytes as JSON, and these are "
                                + bytes)
                : Optional.empty();
    }

    /// The conversation; [Problem.BadFields] when what is new of its contact, together with what was known before, is too much.
    static Conversation kept(Conversation opened) {
        fault(opened.contact().attributes())
                .ifPresent(
                        fault -> {
                            throw new Problem.BadFields(
                                    "visitor.attributes",
                                    fault + ", with those that the contact has");
                        });
        return opened;
    }
}
