package handcar.channel.outbound;

import handcar.channel.InboundEvent;
import handcar.db.Tx;

/// What the outbox knows of messages that left.
public interface Departures {
    /// A provider told what became of a message of ours; false when nothing changed by it.
    boolean receipt(Tx tx, String channel, InboundEvent.Receipt receipt);

    /// Whether a message that left our account is one that this server sent, or is just sending. If its name was not known
    /// yet, it is now.
    boolean isOurs(Tx tx, String channel, InboundEvent.Echo echo);
}
