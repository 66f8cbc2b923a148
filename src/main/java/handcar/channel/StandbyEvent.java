package handcar.channel;

import handcar.channel.InboundEvent.CustomerMessage;
import handcar.chat.UnansweredReason;

/// An event of a conversation that another app has at the provider, which lets us read along.
public final class StandbyEvent {
    private StandbyEvent() {}

    /// A customer's message is kept and not answered; a person's word and all else counts as ever.
    public static InboundEvent of(InboundEvent event) {
        return event instanceof CustomerMessage said
                ? new CustomerMessage(
                        said.account(),
                        said.thread(),
                        said.from(),
                        said.id(),
                        said.at(),
                        said.text(),
                        said.attachments(),
                        said.address(),
                        said.subject(),
                        said.details().because(UnansweredReason.ELSEWHERE))
                : event;
    }
}
