package handcar.channel;

import module java.base;

import handcar.channel.AccountSchema.Field;
import handcar.config.Secret;
import handcar.http.JsonBody;
import handcar.net.RejectedUrlException;
import handcar.net.TrustedHosts;
import handcar.net.UntrustedUrl;

/// The description of an account in a request, checked against the schema of its kind.
///
/// @param agents finds an agent by slug or id
/// @param trustedHosts private hosts that an address may name all the same
record ConnectedAccountInput(Function<String, Optional<UUID>> agents, TrustedHosts trustedHosts) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SETTING = 2_000;

    /// Service account keys are the longest tokens that providers hand out.
    private static final int LONGEST_SECRET = 8_000;

    /// A new account; [handcar.problem.Problem.BadFields] names everything that is missing or wrong.
    ConnectedAccount added(UUID id, AccountSchema schema, JsonBody body) {
        ChannelAccount blank =
                new ChannelAccount(
                        schema.kind(), "", Optional.of(id), Optional.empty(), Map.of(), Map.of());
        return changed(ConnectedAccount.fromEnvironment(blank), schema, body);
    }

    /// The account with the fields that the body mentions; secrets that it does not mention stay.
    ConnectedAccount changed(ConnectedAccount old, AccountSchema schema, JsonBody body) {
        ChannelAccount before = old.account();
        String account = body.findText("account", 0, 200).map(String::strip).orElse(before.id());
        if (schema.account().required() && account.isBlank()) {
            body.fault("account", "is required");
        }
        oneLine(body, "account", account);
        Map<String, String> settings =
                fields("settings", before.settings(), schema.settings(), body, LONGEST_SETTING);
        JsonBody given = body.findBody("secrets").orElse(JsonBody.of(Map.of()));
        SecretScope.secretsToShowAgain(schema, before, settings).stream()
                .filter(name -> given.findText(name, 0, LONGEST_SECRET).orElse("").isBlank())
                .forEach(
                        name ->
                                body.fault(
                                        "secrets." + name,
                                        "is needed again, because it would go to another server"));
        ConnectedAccount changed =
                new ConnectedAccount(
                        new ChannelAccount(
                                before.kind(),
                                account,
                                before.binding(),
                                agent(before, body),
                                settings,
                                secrets(before.secrets(), schema, body)),
                        body.findName("name", LONGEST_NAME).orElse(old.name()),
                        true,
                        body.flag("enabled", old.enabled()),
                        old.createdAt(),
                        old.updatedAt());
        body.check();
        return changed;
    }

    /// A replaced webhook secret stays valid as the former one until it is removed: providers are told one after the other.
    private Map<String, Secret> secrets(
            Map<String, Secret> old, AccountSchema schema, JsonBody body) {
        Map<String, String> before = new HashMap<>();
        old.forEach((name, secret) -> before.put(name, secret.reveal()));
        Map<String, String> now = fields("secrets", before, schema.secrets(), body, LONGEST_SECRET);
        String replaced = before.getOrDefault(ChannelAccount.WEBHOOK_SECRET, "");
        boolean mentionsFormer =
                body.findBody("secrets")
                        .filter(given -> given.mentions(ChannelAccount.FORMER_WEBHOOK_SECRET))
                        .isPresent();
        if (!mentionsFormer
                && !replaced.isEmpty()
                && !now.getOrDefault(ChannelAccount.WEBHOOK_SECRET, replaced).equals(replaced)) {
            now.put(ChannelAccount.FORMER_WEBHOOK_SECRET, replaced);
        }
        Map<String, Secret> secrets = new HashMap<>();
        now.forEach((name, text) -> secrets.put(name, new Secret(text)));
        return secrets;
    }

    /// The fields of one group, `settings` or `secrets`; an empty value removes a field.
    private Map<String, String> fields(
            String group, Map<String, String> old, List<Field> known, JsonBody body, int longest) {
        Map<String, String> fields = new HashMap<>(old);
        JsonBody given = body.findBody(group).orElse(JsonBody.of(Map.of()));
        refuseUnknown(given, known);
        for (Field field : known) {
            String name = field.name();
            if (given.mentions(name)) {
                String text = given.findText(name, 0, longest).map(String::strip).orElse("");
                fields.put(name, text);
                fields.values().removeIf(String::isEmpty);
                if (isAddress(name) && !text.isEmpty()) {
                    address(given, name, text);
                }
                if (field.mustBeLong()) {
                    longEnough(given, name, text);
                }
            }
            oneLine(given, name, fields.getOrDefault(name, ""));
            if (field.required() && !fields.containsKey(name)) {
                body.fault(group + "." + name, "is required");
            }
        }
        return fields;
    }

    private static void longEnough(JsonBody given, String name, String text) {
        if (!text.isEmpty() && !new Secret(text).isLongEnough()) {
            given.fault(
                    name,
                    "must have at least %d characters, such as %s"
                            .formatted(Secret.SHORTEST, Secret.random().reveal()));
        }
    }

    private Optional<UUID> agent(ChannelAccount old, JsonBody body) {
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
            body.fault(name, e.fault());
        }
    }

    private static boolean isAddress(String name) {
        return name.equals(ChannelAccount.BASE_URL) || name.endsWith("_url");
    }

    private static void refuseUnknown(JsonBody given, List<Field> known) {
        given.all().keySet().stream()
                .filter(name -> known.stream().noneMatch(field -> field.name().equals(name)))
                .forEach(name -> given.fault(name, "is not asked for by this kind"));
    }

    /// A value may become part of a header, where a line break would begin another one.
    private static void oneLine(JsonBody body, String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            body.fault(name, "must be one line");
        }
    }
}
