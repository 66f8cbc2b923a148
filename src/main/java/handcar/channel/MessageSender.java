package handcar.channel;

/// Sends messages through one provider.
public interface MessageSender {
    /// Sends a part once: it never repeats a request that the provider may have seen. Blocks for at most ten seconds.
    SendResult send(OutboundPart part, ChannelAccount account);

    /// Gives a file to the provider, so that a message can name it. The customer does not get it by that, so it may be repeated.
    /// Blocks for at most [SendResult#LONGEST_WITH_FILE].
    default UploadResult upload(OutboundFile file, OutboundPart part, ChannelAccount account) {
        return new UploadResult.Failed(
                new SendResult.Refused("The channel " + account.kind() + " has no uploads."));
    }

    /// What became of an upload.
    sealed interface UploadResult {
        /// @param id by which the provider knows the file from now on
        record Stored(String id) implements UploadResult {}

        /// @param result what it means for the message; never [SendResult.Unknown], because nothing was sent
        record Failed(SendResult result) implements UploadResult {}
    }

    /// Asks the provider whether it accepts the account's credentials. No customer notices it.
    Verified verify(ChannelAccount account);

    /// Whether the provider accepts us.
    ///
    /// @param detail for a person: the account's name there, or what is wrong and what to do
    record Verified(boolean ok, String detail) {}
}
