package handcar.channel;

/// Sends what one provider carries.
public interface MessageSender {
    /// Sends a text, once: it never repeats a request that may have been seen. Blocks for at most ten seconds.
    SendResult text(OutboundPart part, String text, ChannelAccount account);

    /// Sends an approved template, with the same promise.
    default SendResult template(
            OutboundPart part, Outbound.Template template, ChannelAccount account) {
        return new SendResult.Refused(
                "The channel " + account.kind() + " has no message templates.");
    }

    /// Sends a file, with the same promise.
    default SendResult media(OutboundPart part, Outbound.Media media, ChannelAccount account) {
        return new SendResult.Refused("The channel " + account.kind() + " cannot send files.");
    }

    /// Sends a part, whatever it consists of.
    default SendResult send(OutboundPart part, ChannelAccount account) {
        return switch (part.content()) {
            case Outbound.Text(String text) -> text(part, text, account);
            case Outbound.Template template -> template(part, template, account);
            case Outbound.Media media -> media(part, media, account);
        };
    }

    /// Asks the provider whether the account's credentials are accepted, without telling any customer anything.
    Verified verify(ChannelAccount account);

    /// Whether the provider accepts us.
    ///
    /// @param detail for a person: the account's name there, or what is wrong and what to do
    record Verified(boolean ok, String detail) {}
}
