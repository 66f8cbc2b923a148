package handcar.channel;

import module java.base;

import org.jspecify.annotations.Nullable;

/// The fields of a form as lines that people read: `Order number: 1234`.
public final class FormFields {
    /// What only programs read.
    private static final Pattern INTERNAL = Pattern.compile("(?i)(?:(?:\\w+_)?token|wa_flow_\\w+)");

    private FormFields() {}

    /// A line for each field with a value, in the order of the form.
    ///
    /// @param label what a field's name is called
    /// @param option what a chosen value is called
    public static String lines(
            Map<String, Object> fields, UnaryOperator<String> label, UnaryOperator<String> option) {
        return fields.entrySet().stream()
                .filter(field -> !INTERNAL.matcher(field.getKey()).matches())
                .map(
                        field ->
                                Map.entry(
                                        label.apply(field.getKey()),
                                        value(field.getValue(), option)))
                .filter(field -> !field.getValue().isBlank())
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n"));
    }

    /// Several chosen values are joined; a nested form is told by its values.
    private static String value(@Nullable Object value, UnaryOperator<String> option) {
        return switch (value) {
            case null -> "";
            case List<?> list -> joined(list, option);
            case Map<?, ?> map -> joined(map.values(), option);
            case Boolean yes -> yes ? "yes" : "no";
            default -> option.apply(value.toString());
        };
    }

    private static String joined(Collection<?> values, UnaryOperator<String> option) {
        return values.stream()
                .map(each -> value(each, option))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(", "));
    }
}
