package handcar.chat;

import java.util.Optional;
import java.util.UUID;

/// Which conversations a list shall have; an empty part filters nothing. The assignee `none` is nobody.
public record ConversationFilter(
        Optional<ConversationStatus> status,
        Optional<String> channel,
        Optional<UUID> agent,
        Optional<String> assignee,
        Optional<String> tag,
        Optional<String> q,
        Optional<String> stage) {}
