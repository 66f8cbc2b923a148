package handcar.chat;

import java.util.Map;
import java.util.Optional;

/// Who begins a conversation. Without a proven `externalId` nobody is recognised: the contact is a new one.
public record NewContact(
        Optional<String> externalId,
        Optional<String> claimedId,
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Map<String, Object> attributes) {

    /// Somebody of whom nothing is known.
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
