package handcar.channel;

import module java.base;

import handcar.channel.AccountSchema.Field;
import handcar.config.Secret;
import handcar.http.JsonBody;
import handcar.net.RejectedUrlException;
import handcar.net.UntrustedUrl;

/// What a person fills in about an account, checked against what its kind asks for.
final class ConnectedAccountInput {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SETTING = 2_000;

    /// Service account keys are the longest tokens that providers hand out.
    private static final int LONGEST_SECRET = 8_000;

    private final Function<String, Optional<UUID>> agents;
    private final Set<String> trustedHosts;

    /// @param agents finds an agent by slug or id
    /// @param trustedHosts private hosts that a typed address may name all the same
    ConnectedAccountInput(Function<String, Optional<UUID>> agents, Set<String> trustedHosts) {
        this.agents = agents;
        this.trustedHosts = trustedHosts;
    }

    /// A new account; `handcar.http.Problem.BadFields` names everything that is missing or wrong.
    ConnectedAccount filled(UUID id, ChannelProvider provider, JsonBody body) {
        AccountSchema fields = provider.schema();
        ConnectedAccount blank =
                new ConnectedAccount(
                        id,
                        provider.kind(),
                        "",
                        provider.kind(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        true,
                        true,
                        Instant.now(),
                        Instant.now());
        return changed(blank, fields, body);
    }

    /// The account with what the body mentions; secrets that it does not mention stay.
    ConnectedAccount changed(ConnectedAccount old, AccountSchema fields, JsonBody body) {
        String account = body.findText("account", 0, 200).map(String::strip).orElse(old.account());
        if (fields.account().required() && account.isBlank()) {
            body.fault("account", "is required");
        }
        oneLine(body, "account", account);
        Map<String, String> settings = settings(old, fields, body);
        Map<String, Secret> secrets = secrets(old, fields, body);
        ConnectedAccount changed =
                new ConnectedAccount(
                        old.id(),
                        old.kind(),
                        account,
                        body.findText("name", 1, LONGEST_NAME).orElse(old.name()),
                        agent(old, body),
                        settings,
                        secrets,
                        true,
                        body.flag("enabled", old.enabled()),
                        old.createdAt(),
                        Instant.now());
        body.check();
        return changed;
    }

    private Map<String, String> settings(
            ConnectedAccount old, AccountSchema fields, JsonBody body) {
        Map<String, String> settings = new HashMap<>(old.settings());
        JsonBody given = body.findBody("settings").orElse(JsonBody.of(Map.of()));
        refuseStrangers(given, fields.settings());
        for (Field field : fields.settings()) {
            String name = field.name();
            if (given.mentions(name)) {
                given.findText(name, 0, LONGEST_SETTING)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .ifPresentOrElse(
                                text -> settings.put(name, text), () -> settings.remove(name));
            }
            if (settings.containsKey(name)) {
                oneLine(given, name, settings.get(name));
            }
            if (isAddress(name) && given.mentions(name) && settings.containsKey(name)) {
                address(given, name, settings.get(name));
            }
            if (field.required() && !settings.containsKey(name)) {
                body.fault("settings." + name, "is required");
            }
        }
        return settings;
    }

    /// A new webhook secret leaves the one before it good, until that is taken out: providers are told one after the other.
    private Map<String, Secret> secrets(ConnectedAccount old, AccountSchema fields, JsonBody body) {
        Map<String, Secret> secrets = new HashMap<>(old.secrets());
        JsonBody given = body.findBody("secrets").orElse(JsonBody.of(Map.of()));
        refuseStrangers(given, fields.secrets());
        for (Field field : fields.secrets()) {
            String name = field.name();
            if (given.mentions(name)) {
                given.findText(name, 0, LONGEST_SECRET)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .ifPresentOrElse(
                                text -> secrets.put(name, new Secret(text)),
                                () -> secrets.remove(name));
            }
            if (secrets.containsKey(name)) {
                oneLine(given, name, secrets.get(name).reveal());
            }
            if (field.required() && !secrets.containsKey(name)) {
                body.fault("secrets." + name, "is required");
            }
        }
        Optional<Secret> before =
                Optional.ofNullable(old.secrets().get(ChannelAccount.WEBHOOK_SECRET));
        if (before.isPresent()
                && !given.mentions(ChannelAccount.FORMER_WEBHOOK_SECRET)
                && secrets.containsKey(ChannelAccount.WEBHOOK_SECRET)
                && !before.get().equals(secrets.get(ChannelAccount.WEBHOOK_SECRET))) {
            secrets.put(ChannelAccount.FORMER_WEBHOOK_SECRET, before.get());
        }
        return secrets;
    }

    private Optional<UUID> agent(ConnectedAccount old, JsonBody body) {
        if (!body.mentions("agent")) {
            return old.agent();
        }
        Optional<String> name = body.findText("agent", 0, 100).filter(text -> !text.isBlank());
        Optional<UUID> found = name.flatMap(agents);
        if (name.isPresent() && found.isEmpty()) {
            body.fault("agent", "must be the name or id of an agent");
        }
        return found;
    }

    private void address(JsonBody body, String name, String typed) {
        try {
            UntrustedUrl.parse(typed, trustedHosts);
        } catch (RejectedUrlException e) {
            body.fault(
                    name,
                    e.why() == RejectedUrlException.Why.PRIVATE
                            ? "leads to a private network; name its host in PRIVATE_HOSTS first"
                            : e.sentence());
        }
    }

    private static boolean isAddress(String name) {
        return name.equals(ChannelAccount.BASE_URL) || name.endsWith("_url");
    }

    private static void refuseStrangers(JsonBody given, List<Field> asked) {
        given.all().keySet().stream()
                .filter(name -> asked.stream().noneMatch(field -> field.name().equals(name)))
                .forEach(name -> given.fault(name, "is not asked for by this kind"));
    }

    /// What goes into a header must not begin another one.
    private static void oneLine(JsonBody body, String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            body.fault(name, "must be one line");
        }
    }
}
