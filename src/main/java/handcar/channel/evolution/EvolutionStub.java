package handcar.channel.evolution;

import module java.base;

import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// What stands in place of a message that has no content: `messageStubType`, by name or by number.
/// <https://github.com/WhiskeySockets/Baileys/blob/master/WAProto/WAProto.proto>
final class EvolutionStub {
    private EvolutionStub() {}

    private static final Set<String> CALLS =
            Set.of(
                    "40",
                    "CALL_MISSED_VOICE",
                    "45",
                    "CALL_MISSED_GROUP_VOICE",
                    "41",
                    "CALL_MISSED_VIDEO",
                    "46",
                    "CALL_MISSED_GROUP_VIDEO");

    /// Whether it tells of a call, which is nobody's word when it is one of ours.
    static boolean isCall(JsonView data) {
        return CALLS.contains(type(data));
    }

    private static String type(JsonView data) {
        return data.text("messageStubType")
                .or(() -> data.whole("messageStubType").map(String::valueOf))
                .orElse("");
    }

    /// Empty for what the service tells about a chat: its encryption, its timer, its name.
    ///
    /// @param data the message with what stands around it
    static Optional<MessageContent> of(JsonView data) {
        return switch (type(data)) {
            case "2", "CIPHERTEXT" ->
                    Optional.of(
                            MessageContent.unreadable(
                                    "a message that could not be decrypted",
                                    EvolutionPayload.masked(data)));
            case "40", "CALL_MISSED_VOICE", "45", "CALL_MISSED_GROUP_VOICE" ->
                    Optional.of(MessageContent.standIn("missed call"));
            case "41", "CALL_MISSED_VIDEO", "46", "CALL_MISSED_GROUP_VIDEO" ->
                    Optional.of(MessageContent.standIn("missed video call"));
            // somebody wrote something, and not a word of it arrived
            case "", "0", "UNKNOWN" ->
                    Optional.of(
                            MessageContent.unreadable(
                                    "an empty message", EvolutionPayload.masked(data)));
            default -> Optional.empty();
        };
    }
}
