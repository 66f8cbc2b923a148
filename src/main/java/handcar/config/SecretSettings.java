package handcar.config;

import module java.base;

import handcar.config.Config.AdminTokenOrigin;
import handcar.config.Config.Security;

/// Reads the secrets of the installation itself. In production one of `JWT_SECRET` and `SECRET_ENCRYPTION_KEY` is enough: what is
/// missing is derived from it. A secret that is given is used as it is; elsewhere what is missing is generated.
final class SecretSettings {
    private static final String MAKE_ONE = " Make one with: openssl rand -base64 32";
    private static final int SHORTEST_SIGNING = 32;

    /// A random secret of 32 characters has about 24 different ones; fewer than these were typed to fill a length.
    private static final int LEAST_DIFFERENT = 8;

    private static final Pattern PLACEHOLDER =
            Pattern.compile(
                    "(?i)change.?(?:me|this|it)|replace.?(?:me|this|it)|place.?holder|your.{0,12}(?:secret|key)");

    private static final String SIGNING = "handcar JWT_SECRET 1";
    private static final String ENCRYPTION = "handcar SECRET_ENCRYPTION_KEY 1";
    private static final String ADMIN = "handcar ADMIN_TOKEN 1";
    private static final String DATABASE = "handcar embedded database 1";

    private final Environment env;
    private final List<String> derived = new ArrayList<>();
    private String source = "";

    SecretSettings(Environment env) {
        this.env = env;
    }

    /// @param made the generated ones; none in production
    Security read(boolean production, Map<String, String> made) {
        Optional<Secret> admin = env.chosenSecret("ADMIN_TOKEN");
        Optional<Secret> jwt = env.secret("JWT_SECRET", "SECRET_KEY_BASE");
        Optional<Secret> key = env.secret("SECRET_ENCRYPTION_KEY");
        List<Secret> formerJwt = env.secrets("JWT_SECRET_PREVIOUS");
        List<Secret> formerKeys = env.secrets("SECRET_ENCRYPTION_KEY_PREVIOUS");
        check(jwt, key, formerKeys);
        if (production) {
            refuseGuessable("JWT_SECRET (or SECRET_KEY_BASE)", jwt);
            refuseGuessable("SECRET_ENCRYPTION_KEY", key);
        }
        Optional<byte[]> root = production ? root(jwt, key) : Optional.empty();
        source = env.firstSet("JWT_SECRET", "SECRET_KEY_BASE", "SECRET_ENCRYPTION_KEY").orElse("");
        if (production && jwt.isEmpty() && key.isEmpty()) {
            env.mistake(
                    "JWT_SECRET, SECRET_KEY_BASE or SECRET_ENCRYPTION_KEY is required in"
                            + " production; one is enough, the others are derived from it."
                            + MAKE_ONE);
        }
        return new Security(
                missing(admin, "ADMIN_TOKEN", root, ADMIN, made),
                origin(production, admin),
                new SigningSecrets(missing(jwt, "JWT_SECRET", root, SIGNING, made), formerJwt),
                missing(key, "SECRET_ENCRYPTION_KEY", root, ENCRYPTION, made),
                former(formerKeys, key.isPresent(), production ? jwt : Optional.empty(), formerJwt),
                env.trustedHosts("PRIVATE_HOSTS"));
    }

    /// The embedded PostgreSQL's password in production; it leaves the database, so that it tells nothing of the signing secret.
    static Secret databasePassword(Secret signing) {
        return Hkdf.derive(bytes(signing), DATABASE);
    }

    /// Names what was derived, and what from; empty when nothing was.
    Optional<String> note() {
        return derived.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "secrets.derived names=" + String.join(",", derived) + " from=" + source);
    }

    private void check(Optional<Secret> jwt, Optional<Secret> key, List<Secret> formerKeys) {
        if (jwt.filter(secret -> bytes(secret).length < SHORTEST_SIGNING).isPresent()) {
            env.mistake(
                    "JWT_SECRET (or SECRET_KEY_BASE) must have at least "
                            + SHORTEST_SIGNING
                            + " characters."
                            + MAKE_ONE);
        }
        if (key.isPresent() && decoded(key.get()).isEmpty()) {
            env.mistake("SECRET_ENCRYPTION_KEY must be 32 bytes in base64." + MAKE_ONE);
        }
        if (!formerKeys.stream().allMatch(each -> decoded(each).isPresent())) {
            env.mistake(
                    "SECRET_ENCRYPTION_KEY_PREVIOUS must list keys of 32 bytes in base64,"
                            + " separated by commas.");
        }
    }

    /// An example that was copied, or one key held down: long enough, and known to everybody.
    private void refuseGuessable(String name, Optional<Secret> secret) {
        if (secret.map(Secret::reveal)
                .filter(
                        text ->
                                PLACEHOLDER.matcher(text).find()
                                        || text.chars().distinct().count() < LEAST_DIFFERENT)
                .isPresent()) {
            env.mistake(name + " is an example or one that can be guessed." + MAKE_ONE);
        }
    }

    private static Optional<byte[]> root(Optional<Secret> jwt, Optional<Secret> key) {
        return jwt.map(SecretSettings::bytes).or(() -> key.flatMap(SecretSettings::decoded));
    }

    private Secret missing(
            Optional<Secret> given,
            String name,
            Optional<byte[]> root,
            String label,
            Map<String, String> made) {
        if (given.isEmpty() && root.isPresent()) {
            derived.add(name);
        }
        return given.or(() -> root.map(bytes -> Hkdf.derive(bytes, label)))
                .orElseGet(() -> new Secret(made.getOrDefault(name, "")));
    }

    private static AdminTokenOrigin origin(boolean production, Optional<Secret> admin) {
        if (admin.isPresent()) {
            return AdminTokenOrigin.GIVEN;
        }
        return production ? AdminTokenOrigin.DERIVED : AdminTokenOrigin.GENERATED;
    }

    /// A derived key still decrypts after another one was set, and after the secret that it was derived from was changed.
    private static List<Secret> former(
            List<Secret> given, boolean hasKey, Optional<Secret> jwt, List<Secret> formerJwt) {
        Stream<Secret> roots = hasKey ? jwt.stream() : Stream.empty();
        return Stream.concat(
                        given.stream(),
                        Stream.concat(roots, jwt.isPresent() ? formerJwt.stream() : Stream.empty())
                                .map(root -> Hkdf.derive(bytes(root), ENCRYPTION)))
                .toList();
    }

    private static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /// The 32 bytes of an encryption key.
    private static Optional<byte[]> decoded(Secret key) {
        try {
            String standard = key.reveal().strip().replace('-', '+').replace('_', '/');
            return Optional.of(Base64.getDecoder().decode(standard))
                    .filter(bytes -> bytes.length == 32);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
