package handcar.channel;

/// A sender of texts alone; it refuses templates and files with a reason.
public interface TextSender extends MessageSender {
    /// Sends a text, as [#send] promises.
    SendResult text(OutboundPart part, String text, ChannelAccount account);

    @Override
    default SendResult send(OutboundPart part, ChannelAccount account) {
        return switch (part.content()) {
            case Outbound.Text(String text) -> text(part, text, account);
            case Outbound.Template _ ->
                    new SendResult.Refused(
                            "The channel " + account.kind() + " has no message templates.");
            case Outbound.Media _ ->
                    new SendResult.Refused("The channel " + account.kind() + " cannot send files.");
        };
    }
}
