package handcar.channel;

import handcar.config.Secret;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The account of one kind that the environment describes, put together from what is set there. There is one as soon as a
/// secret or a setting that has no default is: half an account warns at the start that its door is closed, which nothing
/// would not.
public final class EnvironmentAccountBuilder {
    private final String kind;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private boolean described;

    public EnvironmentAccountBuilder(String kind) {
        this.kind = kind;
    }

    /// A setting that always has a value, and so says nothing about whether the account is wanted.
    public EnvironmentAccountBuilder always(String name, String value) {
        settings.put(name, value);
        return this;
    }

    public EnvironmentAccountBuilder setting(String name, Optional<String> value) {
        value.ifPresent(
                set -> {
                    settings.put(name, set);
                    described = true;
                });
        return this;
    }

    public EnvironmentAccountBuilder secret(String name, Optional<Secret> value) {
        value.ifPresent(
                set -> {
                    secrets.put(name, set);
                    described = true;
                });
        return this;
    }

    /// The secret that proves webhooks, and the one before it.
    public EnvironmentAccountBuilder proof(Optional<Secret> current, Optional<Secret> former) {
        return secret(ChannelAccount.WEBHOOK_SECRET, current)
                .secret(ChannelAccount.FORMER_WEBHOOK_SECRET, former);
    }

    /// @param id the provider's own name for it, if the environment tells
    public Optional<ChannelAccount> named(Optional<String> id) {
        return described
                ? Optional.of(
                        new ChannelAccount(
                                kind,
                                id.orElse(""),
                                Optional.empty(),
                                Optional.empty(),
                                settings,
                                secrets))
                : Optional.empty();
    }
}
