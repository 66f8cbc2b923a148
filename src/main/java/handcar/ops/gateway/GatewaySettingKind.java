package handcar.ops.gateway;

import module java.base;

import handcar.config.Secret;
import handcar.http.JsonBody;
import handcar.net.HostPort;

/// One kind of setting of the model gateway: where it is and which fields it has.
enum GatewaySettingKind {
    PROVIDER("/api/v1/providers", "provider", "name", "wire", "base_url", "keys", "models"),
    ALIAS("/api/v1/model-aliases", "alias", "alias", "targets"),
    PRICE(
            "/api/v1/prices",
            "price",
            "model",
            "input",
            "output",
            "cached_input",
            "cache_write",
            "reasoning");

    /// A price above a million dollars for a million tokens is a mistake.
    private static final double MOST_USD = 1_000_000;

    private static final int MOST_MODELS = 500;
    private static final int MOST_KEYS = 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Set<String> TAKEN = Set.of("openai", "anthropic", "built-in", "handcar");

    private final String path;
    private final String wire;
    private final String nameField;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> fields;

    GatewaySettingKind(String path, String wire, String nameField, String... fields) {
        this.path = path;
        this.wire = wire;
        this.nameField = nameField;
        this.fields = List.of(fields);
    }

    String path() {
        return path;
    }

    String wire() {
        return wire;
    }

    /// The field by which one is told from the others.
    String nameField() {
        return nameField;
    }

    /// The name of a new one.
    String name(JsonBody body) {
        String name = body.text(nameField, 1, 200).strip();
        if (this == PROVIDER && (!NAME.matcher(name).matches() || TAKEN.contains(name))) {
            body.fault(
                    nameField,
                    "must be lower-case letters, digits, dots and dashes, and not one of "
                            + TAKEN.stream().sorted().collect(Collectors.joining(", ")));
        }
        return name;
    }

    /// The fields that are stored as they are.
    ///
    /// @param isNew whether the required ones must be there
    Map<String, Object> fields(JsonBody body, boolean isNew) {
        Map<String, Object> stored = new LinkedHashMap<>();
        switch (this) {
            case PROVIDER -> provider(body, isNew, stored);
            case ALIAS -> {
                List<String> targets = body.texts("targets", 20, 200);
                if (targets.isEmpty() && (isNew || body.mentions("targets"))) {
                    body.fault("targets", "must name at least one model");
                }
                if (!targets.isEmpty()) {
                    stored.put("targets", targets);
                }
            }
            case PRICE -> prices(body, isNew, stored);
        }
        return stored;
    }

    private static void provider(JsonBody body, boolean isNew, Map<String, Object> stored) {
        body.findText("wire", 1, 20)
                .ifPresent(
                        wire -> {
                            if (!wire.equals("openai") && !wire.equals("anthropic")) {
                                body.fault("wire", "must be openai or anthropic");
                            }
                            stored.put("wire", wire);
                        });
        Optional<String> url =
                isNew
                        ? Optional.of(body.text("base_url", 1, 500))
                        : body.findText("base_url", 1, 500);
        url.ifPresent(
                address -> {
                    if (!isWeb(address)) {
                        body.fault("base_url", "must be an address that begins with https://");
                    }
                    stored.put("base_url", address);
                });
        if (isNew || body.mentions("models")) {
            stored.put("models", body.texts("models", MOST_MODELS, 200));
        }
        if (isNew) {
            stored.putIfAbsent("wire", "openai");
        }
    }

    private static boolean isWeb(String address) {
        try {
            URI uri = new URI(address);
            return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && HostPort.of(uri).isPresent()
                    && !uri.getRawAuthority().contains("@");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void prices(JsonBody body, boolean isNew, Map<String, Object> stored) {
        for (String field : PRICE.fields) {
            body.findReal(field, 0, MOST_USD).ifPresent(usd -> stored.put(field, usd));
        }
        for (String field : isNew ? List.of("input", "output") : List.<String>of()) {
            if (!body.has(field)) {
                body.fault(field, "is required");
            }
        }
    }

    /// The keys of a provider by their place in the list.
    Map<String, Secret> secrets(JsonBody body, boolean isNew) {
        if (this != PROVIDER) {
            return Map.of();
        }
        List<String> keys = body.texts("keys", MOST_KEYS, 1_000);
        if (keys.isEmpty() && (isNew || body.mentions("keys"))) {
            body.fault(
                    "keys", "must have at least one key; a server that wants none takes any text");
        }
        Map<String, Secret> secrets = new LinkedHashMap<>();
        keys.forEach(key -> secrets.put(String.valueOf(secrets.size()), new Secret(key)));
        return secrets;
    }
}
