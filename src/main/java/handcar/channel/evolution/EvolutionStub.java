package handcar.channel.evolution;

import module java.base;

import handcar.channel.MessageContent;
import handcar.json.JsonView;

/// What stands in place of a message that has no content: `messageStubType`, by name or by number.
/// <https://github.com/WhiskeySockets/Baileys/blob/master/WAProto/WAProto.proto>
final class EvolutionStub {
    private EvolutionStub() {}

    /// Empty for what the service tells about a chat: its encryption, its timer, its name.
    ///
    /// @param data the message with what stands around it
    static Optional<MessageContent> of(JsonView data) {
        String type =
                data.text("messageStubType")
                        .or(() -> data.whole("messageStubType").map(String::valueOf))
                        .orElse("");
        return switch (type) {
            case "2", "CIPHERTEXT" ->
                    Optional.of(
                            MessageContent.unreadable(
                                    "a message that could not be decrypted",
                                    EvolutionPayload.masked(data)));
            case "40", "CALL_MISSED_VOICE", "45", "CALL_MISSED_GROUP_VOICE" ->
                    Optional.of(MessageContent.standIn("missed call"));
            case "41", "CALL_MISSED_VIDEO", "46", "CALL_MISSED_GROUP_VIDEO" ->
                    Optional.of(MessageContent.standIn("missed video call"));
            default -> Optional.empty();
        };
    }
}
