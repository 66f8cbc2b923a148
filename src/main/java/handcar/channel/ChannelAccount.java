package handcar.channel;

import module java.base;

import handcar.config.Secret;

/// One account of ours at a provider, with its credentials; from the environment, or a row of `channel_bindings`.
///
/// @param kind `whatsapp`, `telegram`, …
/// @param id its id at the provider (a phone number id, a bot's id); empty when the environment does not tell
/// @param binding the row it comes from; empty for the account from the environment
/// @param agent who answers; empty for the default agent
/// @param settings by the names of [AccountSchema]
/// @param secrets by the names of [AccountSchema]; never logged, never returned
public record ChannelAccount(
        String kind,
        String id,
        Optional<UUID> binding,
        Optional<UUID> agent,
        Map<String, String> settings,
        Map<String, Secret> secrets) {

    /// The secret that verifies a webhook; without one webhooks are refused.
    public static final String WEBHOOK_SECRET = "webhook_secret";

    /// The former one, which stays valid while the provider learns the new one.
    public static final String FORMER_WEBHOOK_SECRET = "former_webhook_secret";

    /// The address of the provider's API, for accounts that use a stand-in.
    public static final String BASE_URL = "base_url";

    public ChannelAccount {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    /// The same account with another id.
    public ChannelAccount named(String name) {
        return new ChannelAccount(kind, name, binding, agent, settings, secrets);
    }

    /// Its key in `webhook_events`: empty for the environment's account, else the row's id.
    public String rowId() {
        return binding.map(UUID::toString).orElse("");
    }

    /// The path of its webhook: the short one for the environment's account.
    public String webhookPath() {
        return "/webhooks/" + kind + binding.map(id -> "/" + id).orElse("");
    }

    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
    }

    /// A URL below the account's own address, or below the provider's usual one.
    ///
    /// @param path begins with a slash
    public URI at(String usual, String path) {
        return URI.create(setting(BASE_URL).orElse(usual).replaceAll("/+$", "") + path);
    }

    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    /// The secrets that verify a webhook, the current one first; without any webhooks are refused.
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
