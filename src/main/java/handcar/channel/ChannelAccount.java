package handcar.channel;

import module java.base;

import handcar.config.Secret;

/// One account of ours at a provider and how to verify ourselves there; from the environment, or a row of
/// `channel_bindings`.
///
/// @param kind `whatsapp`, `telegram`, …
/// @param id the provider's own name for it (a phone number id, a bot's id); empty when the environment does not tell
/// @param binding the row it comes from; empty for the account from the environment
/// @param agent who answers; empty for the default agent
/// @param settings what is no secret, by the names of [AccountSchema]
/// @param secrets the rest; never logged, never returned
public record ChannelAccount(
        String kind,
        String id,
        Optional<UUID> binding,
        Optional<UUID> agent,
        Map<String, String> settings,
        Map<String, Secret> secrets) {

    /// The secret that proves a webhook; a door without one is closed.
    public static final String WEBHOOK_SECRET = "webhook_secret";

    /// The one before it, good as well while a provider is being told the new one.
    public static final String FORMER_WEBHOOK_SECRET = "former_webhook_secret";

    /// Where the provider is asked; overridable for a stand-in.
    public static final String BASE_URL = "base_url";

    public ChannelAccount {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    /// The same account under the provider's own name for it.
    public ChannelAccount named(String name) {
        return new ChannelAccount(kind, name, binding, agent, settings, secrets);
    }

    /// Which door leads to it: empty for the environment's, else the binding's id.
    public String door() {
        return binding.map(UUID::toString).orElse("");
    }

    /// The path of its webhook: the short one for the environment's account.
    public String webhookPath() {
        return "/webhooks/" + kind + binding.map(id -> "/" + id).orElse("");
    }

    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
    }

    /// A path below the account's own address, or below the provider's usual one.
    ///
    /// @param path begins with a slash
    public URI at(String usual, String path) {
        return URI.create(setting(BASE_URL).orElse(usual).replaceAll("/+$", "") + path);
    }

    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    /// The secrets a webhook may be proven with, the current one first; none means that the door is closed.
    public List<String> webhookSecrets() {
        return Stream.of(WEBHOOK_SECRET, FORMER_WEBHOOK_SECRET)
                .flatMap(name -> secret(name).stream())
                .map(Secret::reveal)
                .filter(secret -> !secret.isBlank())
                .toList();
    }

    /// Whether one of the webhook's secrets passes. All are tried, so that the duration does not tell which did.
    public boolean isVerifiedBy(Predicate<String> proof) {
        return webhookSecrets().stream().filter(proof).count() > 0;
    }

    @Override
    public String toString() {
        return kind + " account " + id;
    }
}
