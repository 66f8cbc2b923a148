package handcar.chat;

import module java.base;

/// Which conversations to list; an empty field filters nothing. The assignee `none` means nobody.
public record ConversationFilter(
        Optional<ConversationStatus> status,
        Optional<String> channel,
        Optional<UUID> agent,
        Optional<String> assignee,
        Optional<String> tag,
        Optional<String> q,
        Optional<String> stage) {}
