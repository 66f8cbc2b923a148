package handcar.channel;

import module java.base;

import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.InboundEvent.IdPair;
import handcar.channel.InboundEvent.NumberChange;

/// The ids of one person where a provider has two kinds of them.
///
/// @param lasting the id that stays with the person
/// @param number the digits of a number, which may get another owner
public record PersonIds(Optional<String> lasting, Optional<String> number) {
    /// Nothing besides the thread's own name.
    public static final PersonIds NONE = new PersonIds(Optional.empty(), Optional.empty());

    /// Whether these are two ids; a provider may give one id as both.
    public boolean isPair() {
        return lasting.isPresent() && number.isPresent() && !lasting.equals(number);
    }

    /// The event, behind the ids as a pair where it would not join them itself.
    public Stream<InboundEvent> before(String account, InboundEvent event) {
        boolean joinsThem =
                event instanceof CustomerMessage
                        || event instanceof Echo
                        || event instanceof NumberChange;
        return isPair() && !joinsThem
                ? Stream.of(new IdPair(account, this), event)
                : Stream.of(event);
    }

    public List<String> all() {
        return Stream.of(lasting, number).flatMap(Optional::stream).distinct().toList();
    }
}
