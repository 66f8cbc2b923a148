package handcar.channel.telegram;

import module java.base;

import handcar.channel.InboundEvent.Sender;
import handcar.channel.MessageContent;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.json.JsonView;
import handcar.net.MultipartForm;
import handcar.net.Request;

/// Telegram's JSON, as records. <https://core.telegram.org/bots/api#update>
final class TelegramPayload {
    /// Begins the names of chats in a person's own account. <https://core.telegram.org/bots/features#business-bots>
    static final String BUSINESS = "business:";

    /// What a message in such a chat must name.
    static final String CONNECTION = "business_connection_id";

    private TelegramPayload() {}

    /// One update, with its message where it has one.
    ///
    /// @param type `message`, `edited_message`, …; empty when the update has nothing but a number
    /// @param body what the update tells
    record Update(Optional<String> id, String type, Written message, JsonView body) {
        private static final long PER_SECOND = 1_000_000;

        static Update of(JsonView json) {
            String type =
                    json.fields().keySet().stream()
                            .filter(field -> !field.equals("update_id"))
                            .sorted()
                            .findFirst()
                            .orElse("");
            return new Update(
                    json.whole("update_id").map(String::valueOf),
                    type,
                    Written.of(json.at(type)),
                    json.at(type));
        }

        /// Telegram tells times in seconds: what happens in one second is in the order of the updates' numbers, which count up.
        Instant within(Instant second) {
            long number = id.map(Long::parseLong).orElse(0L);
            return second.plus(Math.floorMod(number, PER_SECOND), ChronoUnit.MICROS);
        }
    }

    /// One message. <https://core.telegram.org/bots/api#message>
    ///
    /// @param chatType `private`, `group`, `supergroup` or `channel`
    /// @param business the connection through which a bot answers in a person's own account
    /// @param content empty for what Telegram tells about a chat
    /// @param album the name of the album that it is a part of
    record Written(
            Optional<String> id,
            Optional<String> chat,
            String chatType,
            Optional<String> business,
            Sender from,
            boolean bot,
            OptionalLong date,
            OptionalLong edited,
            Optional<MessageContent> content,
            Optional<String> album) {
        static Written of(JsonView json) {
            return new Written(
                    json.whole("message_id").map(String::valueOf),
                    json.at("chat").whole("id").map(String::valueOf),
                    json.at("chat").text("type").orElse(""),
                    json.text("business_connection_id"),
                    sender(json.at("from").isPresent() ? json.at("from") : json.at("user")),
                    json.at("from").isTrue("is_bot") || json.at("sender_business_bot").isPresent(),
                    json.number("date"),
                    json.number("edit_date"),
                    TelegramContent.of(json),
                    json.text("media_group_id"));
        }

        /// The same as if another person had written it.
        Written by(JsonView other) {
            return new Written(
                    id,
                    chat,
                    chatType,
                    business,
                    sender(other),
                    other.isTrue("is_bot"),
                    OptionalLong.empty(),
                    edited,
                    content,
                    album);
        }

        /// The chat; one in a person's own account is not the one with the bot.
        String thread() {
            return (business.isPresent() ? BUSINESS : "") + chat.orElse("");
        }

        /// The message's id: its number is unique only within the chat. All of an album are one message.
        String name() {
            return thread() + ":" + album.map("album:"::concat).or(() -> id).orElse("");
        }

        /// Whether the owner of the account wrote it, and not the customer, whose id is the chat's.
        boolean isOwners() {
            return business.isPresent() && !chat.equals(Optional.of(from.id()));
        }

        Map<String, Object> address() {
            return business.<Map<String, Object>>map(id -> Map.of(CONNECTION, id)).orElse(Map.of());
        }
    }

    private static Sender sender(JsonView from) {
        Map<String, Object> attributes = new HashMap<>();
        from.text("username").ifPresent(name -> attributes.put("telegram_username", name));
        from.text("language_code").ifPresent(code -> attributes.put("language", code));
        return new Sender(
                from.whole("id").map(String::valueOf).orElse(""),
                fullName(from).or(() -> from.text("username")),
                Optional.empty(),
                Optional.empty(),
                attributes);
    }

    static Optional<String> fullName(JsonView person) {
        return Optional.of(
                        Stream.of("first_name", "last_name")
                                .flatMap(field -> person.text(field).stream())
                                .collect(Collectors.joining(" ")))
                .filter(text -> !text.isBlank());
    }

    /// The customer of a chat in a person's own account.
    static Sender customer(JsonView chat) {
        return Sender.of(
                chat.whole("id").map(String::valueOf).orElse(""),
                fullName(chat).or(() -> chat.text("username")));
    }

    /// The request that sends a message: <https://core.telegram.org/bots/api#sendmessage>.
    ///
    /// @param html whether the text has markup; otherwise it is shown as it is
    static Map<String, Object> message(OutboundPart part, String text, boolean html) {
        Map<String, Object> message = new HashMap<>(recipient(part));
        message.put("text", text);
        message.put("link_preview_options", Map.of("is_disabled", true));
        if (html) {
            message.put("parse_mode", "HTML");
        }
        return message;
    }

    private static Map<String, String> recipient(OutboundPart part) {
        String thread = part.thread();
        Map<String, String> recipient = new HashMap<>();
        recipient.put(
                "chat_id",
                thread.startsWith(BUSINESS) ? thread.substring(BUSINESS.length()) : thread);
        part.address().text(CONNECTION).ifPresent(id -> recipient.put(CONNECTION, id));
        return recipient;
    }

    /// The form that sends a file with its caption: <https://core.telegram.org/bots/api#sending-files>.
    ///
    /// @param field of the file, which the method has in its name
    static Request.Body form(
            OutboundPart part, String field, OutboundFile file, String caption, boolean html) {
        MultipartForm form = new MultipartForm();
        recipient(part).forEach(form::field);
        if (!caption.isBlank()) {
            form.field("caption", caption);
        }
        if (html) {
            form.field("parse_mode", "HTML");
        }
        return form.file(field, file.name(), file.mimeType(), file.size(), file.content()).body();
    }

    /// The answer of every method: <https://core.telegram.org/bots/api#making-requests>.
    ///
    /// @param retryAfter seconds to wait, <https://core.telegram.org/bots/api#responseparameters>
    record Result(boolean ok, String description, OptionalLong retryAfter, JsonView result) {
        static Result of(JsonView json) {
            return new Result(
                    json.isTrue("ok"),
                    json.text("description").orElse("no reason given"),
                    json.at("parameters").number("retry_after"),
                    json.at("result"));
        }
    }
}
