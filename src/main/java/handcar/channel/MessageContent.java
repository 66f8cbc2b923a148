package handcar.channel;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.chat.InboundDetails;
import handcar.chat.UnansweredReason;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.text.Interrogative;

/// What a message holds, as the reader of a provider's payload found it. Every message holds something: a type that is not
/// known is told by its name, and its payload is kept.
///
/// @param text the sender's words, or a stand-in; when empty the description of the attachments stands in
/// @param attachments also what the message refers to, see [ContextAttachments]
/// @param unanswered why nothing is asked: `text` tells people what was sent and is no word of the sender
/// @param raw the payload, when the content does not tell everything
public record MessageContent(
        String text,
        List<Attachment> attachments,
        Optional<UnansweredReason> unanswered,
        Optional<String> raw) {
    /// In characters; more of a payload is not kept.
    private static final int LONGEST_RAW = 20_000;

    private static final String UNREADABLE = "Sent something this channel cannot show";

    /// What the button that every app shows to newcomers carries.
    private static final Pattern OPENING =
            Pattern.compile("(?i)/?get[_ -]?started(?:[_ -]payload)?|/start");

    /// What the sender wrote.
    public static MessageContent words(String text) {
        return of(text, List.of());
    }

    /// What the sender wrote beside files, which may be nothing.
    public static MessageContent of(String text, List<Attachment> attachments) {
        return new MessageContent(text, attachments, Optional.empty(), Optional.empty());
    }

    /// Something without words of the sender.
    public static MessageContent of(Attachment attachment) {
        return of("", List.of(attachment));
    }

    /// Something without words of the sender, told in ours: `poll: When do you deliver? (Monday, Tuesday)`.
    public static MessageContent standIn(String told) {
        return told(told, UnansweredReason.NO_TEXT);
    }

    /// The same of what nobody waits for an answer to.
    public static MessageContent automatic(String told) {
        return told(told, UnansweredReason.AUTOMATIC);
    }

    /// Fields that are for staff; they are asked if what was filled in is a question, whatever their labels ask.
    ///
    /// @param words the fields as they are read in the conversation
    public static MessageContent fields(String words, List<FormField> fields) {
        return fields(words, fields, fields.stream().map(FormField::value));
    }

    /// @param theirs what the sender wrote, and neither a form nor this server
    private static MessageContent fields(
            String words, List<FormField> fields, Stream<String> theirs) {
        boolean asks = theirs.anyMatch(Interrogative::surelyAsks);
        return new MessageContent(
                words,
                fields.stream().map(FormField::attachment).toList(),
                Optional.of(UnansweredReason.NO_TEXT).filter(_ -> !asks),
                Optional.empty());
    }

    /// An order, a payment: `order: 2 × lamp`. What is ordered asks nothing.
    ///
    /// @param words of the customer beside it, which may be none
    public static MessageContent received(String what, String told, Optional<String> words) {
        String name = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
        Optional<String> theirs = words.filter(text -> !text.isBlank());
        return fields(
                theirs.orElse("[" + what + ": " + told + "]"),
                List.of(new FormField(name, told)),
                theirs.stream());
    }

    /// What a customer saw and chose, `{title,description?}`: a row of a list has a line below its title.
    public static Optional<String> choice(JsonView reply) {
        return reply.text("title")
                .map(
                        title ->
                                reply.text("description")
                                        .filter(line -> !line.isBlank())
                                        .map(line -> title + "\n" + line)
                                        .orElse(title));
    }

    private static MessageContent told(String told, UnansweredReason reason) {
        return new MessageContent(
                "[" + told + "]", List.of(), Optional.of(reason), Optional.empty());
    }

    /// The customer opened the chat, by a button or a link: the app wrote it, and it asks nothing.
    ///
    /// @param link what the link carries, which tells where they come from
    public static MessageContent opening(Optional<String> link) {
        return automatic("opened the chat" + link.map(" by a link: "::concat).orElse(""));
    }

    /// Whether a button that says or carries this opens the chat.
    public static boolean isOpening(String button) {
        return OPENING.matcher(button).matches();
    }

    /// The known parts of what is told, between commas.
    public static String told(Stream<Optional<String>> parts) {
        String all =
                parts.flatMap(Optional::stream)
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "no details" : all;
    }

    /// A type that is not read here. It is a person's message all the same.
    ///
    /// @param type the provider's name for it
    /// @param payload the provider's JSON of the message
    public static MessageContent unreadable(String type, JsonView payload) {
        return unreadable(type, Json.pretty(payload.value()));
    }

    /// The same with words of the sender, which are read and asked as ever.
    public static MessageContent unreadable(String type, Optional<String> words, JsonView payload) {
        MessageContent whole = unreadable(type, payload);
        return words.filter(text -> !text.isBlank())
                .map(text -> new MessageContent(text, List.of(), Optional.empty(), whole.raw()))
                .map(
                        content ->
                                content.about(
                                        Stream.of(
                                                ContextAttachments.of(
                                                        UNREADABLE, type, Optional.empty()))))
                .orElse(whole);
    }

    /// The words in a type that is not read here: its caption or its text.
    public static Optional<String> wordsIn(JsonView part) {
        return Stream.of(
                        part.text("caption"),
                        part.text("text"),
                        part.text("body"),
                        part.at("text").text("body"),
                        part.at("body").text("text"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// The same for payloads that are not JSON.
    public static MessageContent unreadable(String type, String payload) {
        String raw =
                payload.length() > LONGEST_RAW ? payload.substring(0, LONGEST_RAW) + "…" : payload;
        return new MessageContent(
                unreadableText(type),
                List.of(),
                Optional.of(UnansweredReason.NO_TEXT),
                Optional.of(raw));
    }

    /// What people read in place of a content that is not read here.
    ///
    /// @param type the provider's name for it
    public static String unreadableText(String type) {
        String named = type.matches("[\\p{L}\\p{N}_ .-]{1,40}") ? ": " + type : "";
        return "[" + UNREADABLE.toLowerCase(Locale.ROOT) + named + "]";
    }

    /// The same content with something in front: what it refers to.
    public MessageContent about(Stream<Attachment> context) {
        return new MessageContent(
                text, Stream.concat(context, attachments.stream()).toList(), unanswered, raw);
    }

    /// Whether it is not known what was sent.
    public boolean isUnreadable() {
        return isStandIn() && raw.isPresent();
    }

    /// Whether there is no word of the sender.
    public boolean isStandIn() {
        return unanswered.isPresent();
    }

    /// What staff may want to know besides the content.
    public InboundDetails details() {
        return new InboundDetails(raw, unanswered);
    }
}
