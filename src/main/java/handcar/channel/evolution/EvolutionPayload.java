package handcar.channel.evolution;

import module java.base;

import handcar.channel.EventTime;
import handcar.channel.InboundEvent.Receipt.State;
import handcar.channel.PersonIds;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;

import org.jspecify.annotations.Nullable;

/// The webhooks of Evolution API as records. <https://doc.evolution-api.com/v2/en/configuration/webhooks>
final class EvolutionPayload {
    /// Fields that are not stored: keys, the code that links a phone, and media, which may be megabytes.
    private static final Set<String> MASKED =
            Set.of(
                    "apikey",
                    "qrcode",
                    "pairingcode",
                    "base64",
                    "mediakey",
                    "token",
                    "jpegthumbnail");

    private static final String MASK = "***";

    private EvolutionPayload() {}

    /// The envelope of every event.
    ///
    /// @param event such as `messages.upsert`, in one spelling
    /// @param ours the digits of the linked phone's number
    /// @param data one element, or several
    record Envelope(
            String event, Optional<String> instance, Optional<String> ours, List<JsonView> data) {
        /// @param path the event in the path, when the server sends each event to an address of its own
        static Envelope of(JsonView json, String path) {
            JsonView all = json.at("data");
            JsonView data = all.at("keys").value() instanceof List<?> ? all.at("keys") : all;
            return new Envelope(
                    normalized(json.text("event").orElse(path)),
                    json.text("instance"),
                    json.text("sender").map(MessageKey::plain).map(MessageKey::digits),
                    data.value() instanceof List<?> ? data.each().toList() : List.of(data));
        }

        private static String normalized(String event) {
            return event.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
        }
    }

    /// The identity of a message. <https://github.com/EvolutionAPI/evolution-api/pull/1924> brought `remoteJidAlt`.
    ///
    /// @param ids the customer: digits of a number, and an address that hides it (`…@lid`)
    /// @param ours whether our account sent it
    /// @param skipped why it belongs to no conversation; empty for a customer's
    record MessageKey(Optional<String> id, PersonIds ids, boolean ours, Optional<String> skipped) {
        private static final String NUMBER = "@s.whatsapp.net";
        private static final String LID = "@lid";

        /// Beside `remoteJid`: other ids of the person on the other side; a contact's entry has the last ones.
        private static final List<String> CHAT =
                List.of(
                        "remoteJidAlt",
                        "senderPn",
                        "senderLid",
                        "id",
                        "jid",
                        "lid",
                        "pn",
                        "phoneNumber");

        /// Ids of the person who wrote a message, which the key of a group's message has, too.
        private static final List<String> WRITER =
                List.of("participant", "participantAlt", "participantPn", "participantLid");

        private static final String NOBODY = "messages.nobody";

        /// Other spellings of a number's address, and one of a person's on another device: `5511999990000:12@c.us`.
        private static final Pattern OTHER_NUMBER = Pattern.compile("@(?:c\\.us|hosted)$");

        private static final Pattern DEVICE = Pattern.compile(":\\d+(?=@)");

        /// The service itself, and its assistant.
        private static final Set<String> SERVICES = Set.of("0", "13135550002");

        static MessageKey of(JsonView key, JsonView around) {
            String jid =
                    key.text("remoteJid")
                            .or(() -> around.text("remoteJid"))
                            .map(MessageKey::plain)
                            .orElse("");
            boolean ours = key.isTrue("fromMe") || around.isTrue("fromMe");
            List<String> chat = Stream.concat(Stream.of(jid), all(CHAT, key, around)).toList();
            List<String> writer = ours ? List.of() : all(WRITER, key, around).toList();
            List<String> shown =
                    Stream.concat(
                                    chat.stream(),
                                    differ(chat, writer) ? Stream.of() : writer.stream())
                            .toList();
            Optional<String> number = first(shown, NUMBER).map(MessageKey::digits);
            // an address of neither kind is the only one there is
            Optional<String> lasting =
                    first(shown, LID).or(() -> Optional.of(jid).filter(_ -> number.isEmpty()));
            return new MessageKey(
                    key.text("id").or(() -> around.text("keyId")),
                    new PersonIds(lasting, number),
                    ours,
                    skipped(jid));
        }

        private static Stream<String> all(List<String> names, JsonView key, JsonView around) {
            return names.stream()
                    .flatMap(
                            name ->
                                    key
                                            .text(name)
                                            .or(() -> around.text(name))
                                            .map(MessageKey::plain)
                                            .stream());
        }

        /// Whether both have an id of one kind, and not the same.
        private static boolean differ(List<String> some, List<String> others) {
            return Stream.of(NUMBER, LID)
                    .anyMatch(
                            end ->
                                    first(others, end)
                                            .flatMap(
                                                    it ->
                                                            first(some, end)
                                                                    .filter(id -> !id.equals(it)))
                                            .isPresent());
        }

        /// One spelling for one person, whatever device they write from.
        private static String plain(String jid) {
            String person = DEVICE.matcher(jid).replaceFirst("");
            return OTHER_NUMBER
                    .matcher(person.replaceFirst("@hosted\\.lid$", "@lid"))
                    .replaceFirst(NUMBER);
        }

        private static Optional<String> first(List<String> shown, String end) {
            return shown.stream().filter(each -> each.endsWith(end)).findFirst();
        }

        /// The same chat and side, of another message.
        MessageKey named(String other) {
            return new MessageKey(Optional.of(other), ids, ours, skipped);
        }

        /// The number as far as it is known.
        String thread() {
            return ids.number().or(ids::lasting).orElseThrow();
        }

        /// Where a reply goes when there is a choice.
        Map<String, Object> address() {
            return ids.isPair()
                    ? Map.of("to", ids.number().get(), "recipient", ids.lasting().get())
                    : Map.of();
        }

        /// Why a change of the message is not for us. One that names nobody is found by its id.
        Optional<String> elsewhere() {
            return skipped.filter(why -> !why.equals(NOBODY));
        }

        private static Optional<String> skipped(String jid) {
            if (SERVICES.contains(jid.replaceFirst("[:@].*", ""))) {
                return Optional.of("messages.whatsapp");
            }
            return Stream.of("@g.us", "@broadcast", "@newsletter", "@bot")
                    .filter(jid::endsWith)
                    .findFirst()
                    .map(end -> "messages" + end)
                    .or(() -> jid.isEmpty() ? Optional.of(NOBODY) : Optional.empty());
        }

        private static String digits(String jid) {
            return jid.substring(0, Math.max(0, jid.indexOf('@')));
        }
    }

    /// The delivery state of a message of ours; names and numbers are those of WhatsApp Web.
    /// <https://github.com/EvolutionAPI/evolution-api/pull/543>
    static Optional<State> state(JsonView data) {
        String status =
                data.text("status")
                        .or(() -> data.at("update").text("status"))
                        .or(() -> data.at("update").whole("status").map(String::valueOf))
                        .or(() -> data.whole("status").map(String::valueOf))
                        .orElse("");
        return switch (status) {
            case "ERROR", "0" -> Optional.of(State.FAILED);
            case "SERVER_ACK", "2" -> Optional.of(State.SENT);
            case "DELIVERY_ACK", "3" -> Optional.of(State.DELIVERED);
            case "READ", "PLAYED", "4", "5" -> Optional.of(State.READ);
            default -> Optional.empty();
        };
    }

    /// Whether an update tells that the message was deleted for everybody.
    static boolean isDeleted(JsonView update) {
        JsonView inner = update.at("update");
        return Stream.of(update, inner)
                        .flatMap(each -> each.text("status").stream())
                        .anyMatch("DELETED"::equals)
                || inner.number("messageStubType").equals(OptionalLong.of(1))
                || inner.text("messageStubType").filter("REVOKE"::equals).isPresent();
    }

    /// Whether what the app was told deletes a message: the first type of all, which may be left out.
    static boolean isRevocation(JsonView change) {
        return change.text("type").filter("REVOKE"::equals).isPresent()
                || change.number("type").equals(OptionalLong.of(0))
                || change.fields().keySet().equals(Set.of("key"));
    }

    /// The message's time in seconds, which may be a string or the two halves of a long number.
    static Instant at(JsonView data, Instant now) {
        OptionalLong plain = data.number("messageTimestamp");
        return EventTime.ofSeconds(
                plain.isPresent() ? plain : data.at("messageTimestamp").number("low"), now);
    }

    /// The body without the fields that are not stored.
    static String masked(byte[] body) {
        try {
            return Json.text(masked(new JsonView(Json.object(body))).value());
        } catch (MalformedJsonException e) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// An object without the fields that are not stored.
    static JsonView masked(JsonView json) {
        Map<String, Object> kept = new LinkedHashMap<>();
        json.fields()
                .forEach(
                        (name, value) ->
                                kept.put(
                                        name,
                                        MASKED.contains(name.toLowerCase(Locale.ROOT))
                                                ? MASK
                                                : inside(value)));
        return new JsonView(kept);
    }

    private static @Nullable Object inside(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return masked(new JsonView(value)).value();
        }
        if (value instanceof List<?> list) {
            List<Object> kept = new ArrayList<>();
            list.forEach(each -> kept.add(inside(each)));
            return kept;
        }
        return value;
    }
}
