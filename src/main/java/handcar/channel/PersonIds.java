package handcar.channel;

import module java.base;

/// The ids of one person where a provider has two kinds of them.
///
/// @param lasting the id that stays with the person
/// @param number the digits of a number, which may get another owner
public record PersonIds(Optional<String> lasting, Optional<String> number) {
    /// Nothing besides the thread's own name.
    public static final PersonIds NONE = new PersonIds(Optional.empty(), Optional.empty());

    public boolean isPair() {
        return lasting.isPresent() && number.isPresent();
    }

    public List<String> all() {
        return Stream.of(lasting, number).flatMap(Optional::stream).toList();
    }
}
