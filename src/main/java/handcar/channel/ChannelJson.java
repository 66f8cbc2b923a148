package handcar.channel;

import module java.base;

import handcar.channel.AccountSchema.Field;

import org.jspecify.annotations.Nullable;

/// Accounts and their kinds as the API shows them. Of secrets it tells only which are set.
///
/// @param publicUrl our own address, where providers deliver
record ChannelJson(Optional<String> publicUrl) {
    static Map<String, Object> kind(ChannelProvider provider) {
        AccountSchema schema = provider.schema();
        return Map.of(
                "kind",
                provider.kind(),
                "title",
                schema.title(),
                "webhook",
                provider.webhook().isPresent(),
                "account",
                field(schema.account()),
                "settings",
                schema.settings().stream().map(ChannelJson::field).toList(),
                "secrets",
                schema.secrets().stream().map(ChannelJson::field).toList());
    }

    private static Map<String, Object> field(Field field) {
        return Map.of(
                "name", field.name(),
                "label", field.label(),
                "hint", field.hint(),
                "required", field.required(),
                "chosen", field.chosen());
    }

    Map<String, Object> account(
            ConnectedAccount connected, ChannelProvider provider, AccountActivity activity) {
        ChannelAccount account = connected.account();
        Optional<String> path = provider.webhook().map(_ -> account.webhookPath());
        Map<String, Object> json = new HashMap<>();
        json.put("id", connected.id());
        json.put("source", account.binding().isPresent() ? "binding" : "environment");
        json.put("kind", account.kind());
        json.put("account", account.id());
        json.put("name", connected.name());
        json.put("enabled", connected.enabled());
        json.put("readable", connected.readable());
        json.put("agent_id", account.agent().map(UUID::toString).orElse(null));
        json.put("settings", account.settings());
        json.put("secrets", secretsSet(account, provider));
        json.put("door_open", provider.webhook().filter(auth -> auth.isOpen(account)).isPresent());
        json.put("webhook_path", path.orElse(null));
        json.put(
                "webhook_url", path.flatMap(end -> publicUrl.map(base -> base + end)).orElse(null));
        json.put("last_event_at", text(activity.lastEvent()));
        json.put(
                "last_error",
                activity.lastError()
                        .map(last -> Map.of("message", last.message(), "at", last.at().toString()))
                        .orElse(null));
        json.put("open_deliveries", activity.open());
        json.put("created_at", text(connected.createdAt()));
        json.put("updated_at", text(connected.updatedAt()));
        return json;
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static Map<String, Boolean> secretsSet(
            ChannelAccount account, ChannelProvider provider) {
        Map<String, Boolean> set = new HashMap<>();
        provider.schema().secrets().forEach(field -> set.put(field.name(), false));
        account.secrets().forEach((name, secret) -> set.put(name, !secret.reveal().isEmpty()));
        return set;
    }
}
