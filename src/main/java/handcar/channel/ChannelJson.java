package handcar.channel;

import module java.base;

import handcar.channel.AccountSchema.Field;
import handcar.config.Secret;

/// Accounts as the API shows them: of secrets only which are set.
final class ChannelJson {
    /// In front of the kind, it is the id of the environment's account.
    static final String ENVIRONMENT = "env-";

    private final Optional<String> publicUrl;

    ChannelJson(Optional<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    Map<String, Object> binding(
            ConnectedAccount binding, ChannelProvider provider, AccountActivity.Seen seen) {
        Map<String, Object> json = account(binding.asAccount(), provider, seen);
        json.put("id", binding.id().toString());
        json.put("source", "binding");
        json.put("name", binding.name());
        json.put("enabled", binding.enabled());
        json.put("readable", binding.readable());
        json.put("created_at", binding.createdAt().toString());
        json.put("updated_at", binding.updatedAt().toString());
        return json;
    }

    Map<String, Object> environment(
            ChannelAccount account, ChannelProvider provider, AccountActivity.Seen seen) {
        Map<String, Object> json = account(account, provider, seen);
        json.put("id", ENVIRONMENT + account.kind());
        json.put("source", "environment");
        json.put("name", account.kind());
        json.put("enabled", true);
        json.put("readable", true);
        json.put("created_at", null);
        json.put("updated_at", null);
        return json;
    }

    static Map<String, Object> kind(ChannelProvider provider) {
        AccountSchema fields = provider.schema();
        return Map.of(
                "kind",
                provider.kind(),
                "title",
                fields.title(),
                "webhook",
                provider.webhook().isPresent(),
                "account",
                field(fields.account()),
                "settings",
                fields.settings().stream().map(ChannelJson::field).toList(),
                "secrets",
                fields.secrets().stream().map(ChannelJson::field).toList());
    }

    private Map<String, Object> account(
            ChannelAccount account, ChannelProvider provider, AccountActivity.Seen seen) {
        Map<String, Object> json = new HashMap<>();
        json.put("kind", account.kind());
        json.put("account", account.id());
        json.put("agent_id", account.agent().map(Object::toString).orElse(null));
        json.put("settings", account.settings());
        json.put("secrets", set(account, provider));
        json.put("door_open", provider.webhook().filter(auth -> auth.isOpen(account)).isPresent());
        Optional<String> path = provider.webhook().map(_ -> account.webhookPath());
        json.put("webhook_path", path.orElse(null));
        json.put(
                "webhook_url", path.flatMap(end -> publicUrl.map(base -> base + end)).orElse(null));
        json.put("last_event_at", seen.lastEvent().map(Object::toString).orElse(null));
        json.put(
                "last_error",
                seen.lastError()
                        .map(last -> Map.of("message", last.text(), "at", last.at().toString()))
                        .orElse(null));
        json.put("open_deliveries", seen.open());
        return json;
    }

    private static Map<String, Boolean> set(ChannelAccount account, ChannelProvider provider) {
        Map<String, Boolean> set = new HashMap<>();
        provider.schema().secrets().forEach(field -> set.put(field.name(), false));
        for (Map.Entry<String, Secret> each : account.secrets().entrySet()) {
            set.put(each.getKey(), !each.getValue().reveal().isEmpty());
        }
        return set;
    }

    private static Map<String, Object> field(Field field) {
        return Map.of(
                "name", field.name(),
                "label", field.label(),
                "hint", field.hint(),
                "required", field.required(),
                "chosen", field.chosen());
    }

    static List<String> names(ConnectedAccount binding) {
        return binding.secrets().keySet().stream().sorted().toList();
    }
}
