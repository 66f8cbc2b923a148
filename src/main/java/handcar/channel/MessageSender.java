package handcar.channel;

/// Sends messages through one provider.
public interface MessageSender {
    /// Sends a part once: it never repeats a request that the provider may have seen. Blocks for at most ten seconds.
    SendResult send(OutboundPart part, ChannelAccount account);

    /// Asks the provider whether it accepts the account's credentials. No customer notices it.
    Verified verify(ChannelAccount account);

    /// Whether the provider accepts us.
    ///
    /// @param detail for a person: the account's name there, or what is wrong and what to do
    record Verified(boolean ok, String detail) {}
}
