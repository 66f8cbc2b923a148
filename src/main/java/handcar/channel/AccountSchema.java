package handcar.channel;

import java.util.List;
import java.util.stream.Stream;

/// What a binding of one kind is asked for: the table behind the form in the admin page and the checks of the API.
///
/// @param account what the account's id is called (`phone_number_id`)
public record AccountSchema(Field account, List<Field> settings, List<Field> secrets) {

    /// One field of the form.
    ///
    /// @param name as in [ChannelAccount#setting] or [ChannelAccount#secret]
    /// @param label for a person, in a few words
    /// @param hint where to find it
    public record Field(String name, String label, String hint, boolean required) {
        public static Field needed(String name, String label, String hint) {
            return new Field(name, label, hint, true);
        }

        public static Field optional(String name, String label, String hint) {
            return new Field(name, label, hint, false);
        }
    }

    /// All of them, the account first.
    public Stream<Field> all() {
        return Stream.of(Stream.of(account), settings.stream(), secrets.stream())
                .flatMap(each -> each);
    }
}
