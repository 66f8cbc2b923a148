package handcar.chat;

import module java.base;

import handcar.json.JsonView;

/// What a message refers to, from its attachments: a message of before, an advertisement, a story, the fields of a form.
public final class MessageContext {
    /// The type of such attachments.
    public static final String TYPE = "context";

    private MessageContext() {}

    /// `In reply to: Tessel lamp, 19 €`, one line for each.
    static List<String> of(List<Object> attachments) {
        return attachments.stream()
                .map(JsonView::new)
                .filter(
                        each ->
                                each.text("type")
                                        .filter(Set.of(TYPE, MessageFields.TYPE)::contains)
                                        .isPresent())
                .map(MessageContext::line)
                .toList();
    }

    private static String line(JsonView context) {
        String text = context.text("caption").or(() -> context.text("reference")).orElse("");
        return context.text("name").orElse("Context")
                + (text.isEmpty() ? "" : ": " + text.replaceAll("\\s+", " "));
    }
}
