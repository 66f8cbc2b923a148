package handcar.channel;

import module java.base;

/// The senders of all channels. Each is made for its first message, because some load a library.
public final class MessageSenders {
    private final ChannelAccounts accounts;
    private final Function<ChannelProvider, MessageSender> make;
    private final Map<String, MessageSender> made = new ConcurrentHashMap<>();

    public MessageSenders(ChannelAccounts accounts, Function<ChannelProvider, MessageSender> make) {
        this.accounts = accounts;
        this.make = make;
    }

    public Optional<MessageSender> of(String kind) {
        return accounts.provider(kind)
                .map(provider -> made.computeIfAbsent(kind, _ -> make.apply(provider)));
    }
}
