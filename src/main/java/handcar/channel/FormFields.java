package handcar.channel;

import module java.base;

import org.jspecify.annotations.Nullable;

/// The fields of a form as lines that people read: `Order number: 1234`.
public final class FormFields {
    /// What only programs read.
    private static final Pattern INTERNAL =
            Pattern.compile("(?i)(?:flow_?token|.*_token|token|wa_flow_\\w+|version)");

    private FormFields() {}

    /// A line for each field with a value, in the order of the form.
    ///
    /// @param label what a field's name is called
    public static String lines(Map<String, Object> fields, UnaryOperator<String> label) {
        return fields.entrySet().stream()
                .filter(field -> !INTERNAL.matcher(field.getKey()).matches())
                .map(field -> Map.entry(label.apply(field.getKey()), value(field.getValue())))
                .filter(field -> !field.getValue().isBlank())
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n"));
    }

    /// Several chosen values are joined; a nested form is told by its values.
    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> list ->
                    list.stream().map(FormFields::value).collect(Collectors.joining(", "));
            case Map<?, ?> map ->
                    map.values().stream().map(FormFields::value).collect(Collectors.joining(", "));
            case Boolean yes -> yes ? "yes" : "no";
            default -> value.toString();
        };
    }
}
