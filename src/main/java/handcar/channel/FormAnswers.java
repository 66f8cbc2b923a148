package handcar.channel;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;

/// What a person filled into a form of a provider, as lines: `Name: Ann`.
public final class FormAnswers {
    /// Fields that no person filled in.
    private static final Set<String> OURS =
            Set.of(
                    "flow_token",
                    "token",
                    "id",
                    "wa_flow_response_params",
                    "version",
                    "saved_address_id");

    private static final Pattern OPTION = Pattern.compile("\\d{1,2}_\\S+");

    private static final int MOST = 100;
    private static final int DEEPEST = 4;

    private FormAnswers() {}

    /// The lines of a JSON object in a text; empty when it is none, or holds no answers.
    public static Optional<String> lines(String json) {
        try {
            return lines(new JsonView(Json.object(json)));
        } catch (MalformedJsonException _) {
            return Optional.empty(); // a text of its own form
        }
    }

    /// The lines of a form; empty when it holds no answers.
    public static Optional<String> lines(JsonView form) {
        return Optional.of(lines("", form, 0).limit(MOST).collect(Collectors.joining("\n")))
                .filter(text -> !text.isEmpty());
    }

    /// The lines of answers whose questions are written for people.
    public static Optional<String> labelled(Stream<Map.Entry<String, JsonView>> answers) {
        return Optional.of(
                        answers.flatMap(
                                        each ->
                                                answer(each.getValue())
                                                        .map(text -> each.getKey() + ": " + text)
                                                        .stream())
                                .limit(MOST)
                                .collect(Collectors.joining("\n")))
                .filter(text -> !text.isEmpty());
    }

    private static Stream<String> lines(String outer, JsonView form, int depth) {
        return form.fields().entrySet().stream()
                .filter(field -> !OURS.contains(field.getKey()))
                .flatMap(
                        field -> {
                            String name = outer + words(field.getKey());
                            JsonView value = new JsonView(field.getValue());
                            return value.fields().isEmpty() || depth == DEEPEST
                                    ? answer(value)
                                            .map(text -> label(name) + option(field.getKey(), text))
                                            .stream()
                                    : lines(
                                            name.equals("values") ? outer : name + " ",
                                            value,
                                            depth + 1);
                        });
    }

    private static String label(String name) {
        return (name.isEmpty()
                ? ""
                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + ": ");
    }

    /// `screen_0_Street_name_1`, as forms name their fields, is `Street name`.
    private static String words(String name) {
        return name.replaceFirst("^screen_\\d+_", "")
                .replaceFirst("(?<=\\D)_\\d+$", "")
                .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})|[_-]+", " ")
                .strip();
    }

    /// WhatsApp names the options of its own forms after their places: `0_Very_good`.
    private static String option(String field, String text) {
        return field.startsWith("screen_") && OPTION.matcher(text).matches()
                ? text.substring(text.indexOf('_') + 1).replace('_', ' ')
                : text;
    }

    private static Optional<String> answer(JsonView value) {
        if (value.value() instanceof List<?>) {
            return Optional.of(
                            value.each()
                                    .flatMap(each -> answer(each).stream())
                                    .collect(Collectors.joining(", ")))
                    .filter(text -> !text.isEmpty());
        }
        return switch (value.value()) {
            case String text -> Optional.of(text.strip()).filter(words -> !words.isEmpty());
            case Boolean isSo -> Optional.of(isSo ? "yes" : "no");
            case Number number -> Optional.of(number.toString());
            case null, default -> Optional.empty();
        };
    }
}
