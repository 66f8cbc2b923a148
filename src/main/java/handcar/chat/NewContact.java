package handcar.chat;

import module java.base;

/// The contact who begins a conversation. Without a proven `externalId` it is a new one.
public record NewContact(
        Optional<String> externalId,
        Optional<String> claimedId,
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Map<String, Object> attributes) {

    public NewContact {
        name = name.flatMap(ContactLimits::name);
        attributes = ContactLimits.straight(attributes);
    }

    /// A contact of whom nothing is known.
    public static NewContact unknown() {
        return new NewContact(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
