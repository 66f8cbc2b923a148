package handcar.channel;

import module java.base;

/// A sender without templates; files are refused with a reason unless it can send them.
public interface TextSender extends MessageSender {
    /// Sends a text, as [#send] promises.
    SendResult text(OutboundPart part, String text, ChannelAccount account);

    /// Sends files, with a text that may be empty, as [#send] promises.
    ///
    /// @param files at least one, and several only where [FileRules#perMessage] allows it
    default SendResult files(
            OutboundPart part, String text, List<Outbound.Media> files, ChannelAccount account) {
        return new SendResult.Refused("The channel " + account.kind() + " cannot send files.");
    }

    @Override
    default SendResult send(OutboundPart part, ChannelAccount account) {
        return switch (part.content()) {
            case Outbound.Text(String text) -> text(part, text, account);
            case Outbound.Template _ ->
                    new SendResult.Refused(
                            "The channel " + account.kind() + " has no message templates.");
            case Outbound.Media media ->
                    files(part, media.caption().orElse(""), List.of(media), account);
            case Outbound.Bundle(String text, List<Outbound.Media> files) ->
                    files(part, text, files, account);
        };
    }
}
