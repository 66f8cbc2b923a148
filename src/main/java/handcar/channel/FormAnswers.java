package handcar.channel;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.text.HtmlFormText;
import handcar.text.HtmlMailText;

/// What a person filled into a form of a provider, in the order of its fields. Staff read them; what is a question among them is
/// asked.
public record FormAnswers(List<FormField> fields) {
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

    private static final Pattern MARKED =
            Pattern.compile(
                    "(?s)%1$s([^%1$s%2$s\n]*):%2$s([^%1$s%3$s]*)"
                            .formatted(HtmlFormText.FIELD, HtmlFormText.VALUE, HtmlFormText.REST));

    private static final int MOST = 100;
    private static final int DEEPEST = 4;

    /// Fields around all others, which say nothing.
    private static final Set<String> ENVELOPES = Set.of("values", "nfm reply", "response json");

    /// The answers in a JSON object in a text; empty when it is none, or holds no answers.
    public static Optional<FormAnswers> of(String json) {
        try {
            return of(new JsonView(Json.object(json)));
        } catch (MalformedJsonException _) {
            return Optional.empty(); // a text of its own form
        }
    }

    /// What was filled into a form that nobody can take apart.
    public static FormAnswers unnamed(String text) {
        return new FormAnswers(List.of(new FormField("", text)));
    }

    /// The answers in a form; empty when it holds none.
    public static Optional<FormAnswers> of(JsonView form) {
        return of(fields("", form, 0));
    }

    /// The answers in the text of a mail whose fields are marked ([HtmlFormText]).
    public static Optional<FormAnswers> marked(String text) {
        return of(
                MARKED.matcher(text)
                        .results()
                        .map(
                                found ->
                                        new FormField(
                                                found.group(1).strip(),
                                                HtmlMailText.unmarked(found.group(2)).strip())));
    }

    /// Answers whose questions are written for people.
    public static Optional<FormAnswers> labelled(Stream<Map.Entry<String, JsonView>> answers) {
        return of(
                answers.flatMap(
                        each ->
                                answer(each.getValue())
                                        .map(text -> new FormField(each.getKey(), text))
                                        .stream()));
    }

    private static Optional<FormAnswers> of(Stream<FormField> fields) {
        return Optional.of(new FormAnswers(fields.limit(MOST).toList()))
                .filter(answers -> !answers.fields().isEmpty());
    }

    /// What a message holds that brings them.
    public MessageContent content() {
        return MessageContent.fields(
                fields.stream().map(FormField::line).collect(Collectors.joining("\n")), fields);
    }

    private static Stream<FormField> fields(String outer, JsonView form, int depth) {
        return form.fields().entrySet().stream()
                .filter(field -> !OURS.contains(field.getKey()))
                .flatMap(
                        field -> {
                            String name = outer + words(field.getKey());
                            JsonView value = opened(new JsonView(field.getValue()));
                            return value.fields().isEmpty() || depth == DEEPEST
                                    ? answer(value)
                                            .map(
                                                    text ->
                                                            new FormField(
                                                                    label(name),
                                                                    option(field.getKey(), text)))
                                            .stream()
                                    : fields(
                                            ENVELOPES.contains(words(field.getKey()))
                                                    ? outer
                                                    : name + " ",
                                            value,
                                            depth + 1);
                        });
    }

    /// An object that is written into a text.
    private static JsonView opened(JsonView value) {
        return value.text()
                .filter(text -> text.startsWith("{"))
                .map(text -> JsonView.lenient(text.getBytes(StandardCharsets.UTF_8)))
                .filter(json -> !json.fields().isEmpty())
                .orElse(value);
    }

    private static String label(String name) {
        return name.isEmpty()
                ? ""
                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
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
            case Map<?, ?> _ ->
                    Optional.of(
                                    fields("", value, DEEPEST)
                                            .map(FormField::line)
                                            .collect(Collectors.joining(", ")))
                            .filter(text -> !text.isEmpty());
            case null, default -> Optional.empty();
        };
    }
}
