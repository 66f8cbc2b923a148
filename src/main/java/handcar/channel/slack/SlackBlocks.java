package handcar.channel.slack;

import module java.base;

import handcar.json.JsonView;

/// What a message says, in Slack's markup. A message may have its words in blocks or attachments alone.
/// <https://docs.slack.dev/reference/block-kit/blocks>
final class SlackBlocks {
    /// Blocks are not deeper than lists in quotations.
    private static final int DEEPEST = 8;

    private SlackBlocks() {}

    /// The text; without one what the blocks say, and then the attachments, of which a forwarded message is one.
    static String text(JsonView message) {
        return message.text("text")
                .filter(text -> !text.isBlank())
                .or(() -> lines(message.at("blocks").each().map(SlackBlocks::block)))
                .or(() -> lines(message.at("attachments").each().map(SlackBlocks::attachment)))
                .orElse("");
    }

    private static Optional<String> lines(Stream<String> lines) {
        return Optional.of(lines.filter(each -> !each.isBlank()).collect(Collectors.joining("\n")))
                .filter(text -> !text.isEmpty());
    }

    private static String attachment(JsonView attachment) {
        return lines(
                        Stream.of(
                                attachment.text("pretext").orElse(""),
                                title(attachment),
                                attachment.text("text").orElse(""),
                                lines(attachment.at("blocks").each().map(SlackBlocks::block))
                                        .orElse(""),
                                lines(attachment.at("fields").each().map(SlackBlocks::field))
                                        .orElse("")))
                .or(() -> attachment.text("fallback"))
                .or(() -> attachment.text("image_url"))
                .orElse("");
    }

    private static String title(JsonView attachment) {
        String title = attachment.text("title").orElse("");
        return attachment
                .text("title_link")
                .map(link -> title.isEmpty() ? link : "<" + link + "|" + title + ">")
                .orElse(title);
    }

    private static String field(JsonView field) {
        return Stream.of("title", "value")
                .flatMap(name -> field.text(name).stream())
                .collect(Collectors.joining(": "));
    }

    private static String block(JsonView block) {
        return switch (block.text("type").orElse("")) {
            case "rich_text" -> elements(block, "\n", 0);
            case "header", "section", "markdown" ->
                    lines(
                                    Stream.concat(
                                            Stream.of(words(block.at("text"))),
                                            block.at("fields").each().map(SlackBlocks::words)))
                            .orElse("");
            case "context" ->
                    block.at("elements")
                            .each()
                            .map(SlackBlocks::words)
                            .filter(each -> !each.isBlank())
                            .collect(Collectors.joining(" "));
            case "image" -> block.text("image_url").orElse("");
            case "video" -> block.text("title_url").or(() -> block.text("video_url")).orElse("");
            default -> "";
        };
    }

    /// Text that is Slack's markup already, or plain.
    private static String words(JsonView text) {
        return text.text()
                .orElseGet(
                        () ->
                                text.text("type").filter("plain_text"::equals).isPresent()
                                        ? escaped(text.text("text").orElse(""))
                                        : text.text("text").orElse(""));
    }

    private static String elements(JsonView outer, String between, int depth) {
        return outer.at("elements")
                .each()
                .map(each -> element(each, depth + 1))
                .collect(Collectors.joining(between));
    }

    /// <https://docs.slack.dev/reference/block-kit/blocks/rich-text-block>
    private static String element(JsonView element, int depth) {
        if (depth > DEEPEST) {
            return "";
        }
        return switch (element.text("type").orElse("")) {
            case "rich_text_list" ->
                    element.at("elements")
                            .each()
                            .map(each -> "• " + element(each, depth + 1))
                            .collect(Collectors.joining("\n"));
            case "rich_text_quote" -> "&gt; " + elements(element, "", depth);
            case "rich_text_section", "rich_text_preformatted" -> elements(element, "", depth);
            case "text" -> styled(element);
            case "link" -> link(element);
            case "emoji" ->
                    ":"
                            + element.text("name").orElse("")
                            + ":"
                            + element.whole("skin_tone")
                                    .map(tone -> ":skin-tone-" + tone + ":")
                                    .orElse("");
            case "user" -> "<@" + element.text("user_id").orElse("") + ">";
            case "usergroup" -> "<!subteam^" + element.text("usergroup_id").orElse("") + ">";
            case "channel" -> "<#" + element.text("channel_id").orElse("") + ">";
            case "broadcast" -> "<!" + element.text("range").orElse("here") + ">";
            case "date" -> element.text("fallback").orElse("");
            case "color" -> element.text("value").orElse("");
            default -> "";
        };
    }

    private static String styled(JsonView element) {
        String text = escaped(element.text("text").orElse(""));
        String mark =
                element.at("style").isTrue("bold")
                        ? "*"
                        : element.at("style").isTrue("strike") ? "~" : "";
        return text.isBlank() || !text.equals(text.strip()) ? text : mark + text + mark;
    }

    private static String link(JsonView element) {
        String url = element.text("url").orElse("");
        return element.text("text")
                .map(text -> "<" + url + "|" + escaped(text) + ">")
                .orElse("<" + url + ">");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
