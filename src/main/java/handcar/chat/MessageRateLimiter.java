package handcar.chat;

import module java.base;

import handcar.db.Tx;

/// Decides which customers write more than the agent answers, and notifies them: once in each window, in their language, the
/// same on every channel. Our own page shows the `error` event; other channels show no events and get it as a message.
final class MessageRateLimiter {
    private static final String CODE = "rate_limited";

    /// The window of an account's limit, which is a number of messages per minute.
    private static final Duration ACCOUNT_WINDOW = Duration.ofMinutes(1);

    private final ChatStore store;
    private final ContactStore contacts;
    private final MessageWriter writer;
    private final MessageLimits limits;

    MessageRateLimiter(
            ChatStore store, ContactStore contacts, MessageWriter writer, MessageLimits limits) {
        this.store = store;
        this.contacts = contacts;
        this.writer = writer;
        this.limits = limits;
    }

    /// The conversations that are not answered now; their customers are notified.
    ///
    /// @param overAccount whether the account that a conversation came to receives too much
    Set<UUID> limit(
            Tx tx, List<LockedConversation> waiting, Predicate<LockedConversation> overAccount) {
        if (waiting.isEmpty()) {
            return Set.of();
        }
        Map<UUID, Duration> exceeded = contacts.overLimit(tx, waiting, limits);
        Set<UUID> limited = new HashSet<>();
        for (LockedConversation now : waiting) {
            Duration window = exceeded.get(now.contact());
            if (window != null || overAccount.test(now)) {
                limited.add(now.id());
                report(tx, now, window == null ? ACCOUNT_WINDOW : window);
            }
        }
        return limited;
    }

    private void report(Tx tx, LockedConversation now, Duration window) {
        if (contacts.wasReported(tx, now.contact(), CODE, window)) {
            return;
        }
        String notice = CustomerNotices.tooManyMessages(CustomerLanguage.of(store, tx, now.id()));
        store.addEvent(tx, now.id(), "error", Map.of("code", CODE, "message", notice));
        if (!now.channel().equals(Conversation.WEB)) {
            Conversation conversation = writer.lock(tx, now.id());
            MessageDraft draft = MessageDraft.system(notice);
            // one short sentence, so formatting it under the lock costs nothing
            writer.write(tx, conversation, draft, writer.prepare(tx, conversation, draft));
        }
    }
}
