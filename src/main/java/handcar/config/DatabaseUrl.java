package handcar.config;

import module java.base;

/// The address of PostgreSQL: a JDBC URL without credentials, and the credentials apart so that no log shows them.
///
/// Accepts the forms that hosts provide: `postgres://`, `postgresql://` (libpq's URI form) and `jdbc:postgresql:`.
/// See <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>.
public record DatabaseUrl(String jdbc, Optional<String> user, Optional<Secret> password) {
    /// The values of `sslmode`, see <https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION>.
    private static final List<String> WITHOUT_TLS = List.of("disable", "allow", "prefer");

    private static final List<String> WITH_TLS = List.of("require", "verify-ca", "verify-full");

    private static final String HOST =
            "(?:[^\\s:,/@\\[\\]]+|\\[[^\\[\\]]+])(?::" + Environment.PORT + ")?";
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "jdbc:postgresql:(?://(?:%s(?:,%<s)*)?(?:/[^@]*)?|[^@:]*)".formatted(HOST));

    /// Parameters that are the rest of an address whose password has a `?`: no name holds `@` or `/`, and few values an `@`.
    private static final Pattern REST =
            Pattern.compile(
                    "(?:.*&)?(?:[^=&]*[@/].*|(?!(?:user|password|application_name|ApplicationName|options)=)[^=&]*=[^&]*@.*)");

    /// Parses the address; `IllegalArgumentException` says what is wrong with it, without repeating a password.
    static DatabaseUrl parse(String text, boolean requireTls) {
        int mark = text.indexOf('?');
        String address = mark < 0 ? text : text.substring(0, mark);
        String parameters = mark < 0 ? "" : text.substring(mark + 1);
        if (address.startsWith("jdbc:postgresql:")) {
            return new DatabaseUrl(
                    withTls(address, parameters, requireTls),
                    parameter(parameters, "user"),
                    parameter(parameters, "password").map(Secret::new));
        }
        if (!address.startsWith("postgres://") && !address.startsWith("postgresql://")) {
            throw new IllegalArgumentException(
                    "must start with postgres://, postgresql:// or jdbc:postgresql:");
        }
        return uri(address.substring(address.indexOf("://") + 3), parameters, requireTls);
    }

    private static DatabaseUrl uri(String rest, String parameters, boolean requireTls) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String database =
                slash < 0 || slash == rest.length() - 1 ? "/postgres" : rest.substring(slash);
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        if (hosts.isEmpty() || hosts.startsWith(":")) {
            throw new IllegalArgumentException("names no host");
        }
        String[] who = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        return new DatabaseUrl(
                withTls("jdbc:postgresql://" + hosts + database, parameters, requireTls),
                who.length > 0 && !who[0].isEmpty()
                        ? Optional.of(decoded(who[0]))
                        : parameter(parameters, "user"),
                who.length > 1
                        ? Optional.of(new Secret(decoded(who[1])))
                        : parameter(parameters, "password").map(Secret::new));
    }

    /// Keeps parameters that the driver shares with libpq (`sslmode`); drops credentials and libpq's own parameters.
    private static String withTls(String address, String parameters, boolean requireTls) {
        if (!ADDRESS.matcher(address).matches() || REST.matcher(parameters).matches()) {
            throw broken();
        }
        String kept =
                Arrays.stream(parameters.split("&"))
                        .filter(pair -> !pair.isBlank())
                        .filter(
                                pair ->
                                        !pair.matches(
                                                "(user|password|channel_binding|connect_timeout|pgbouncer)=.*"))
                        .collect(Collectors.joining("&"));
        List<String> modes = parameters(kept, "sslmode").toList();
        for (String mode : modes) {
            if (!WITHOUT_TLS.contains(mode) && !WITH_TLS.contains(mode)) {
                throw new IllegalArgumentException(
                        "has an sslmode that is none of " + WITHOUT_TLS + " and " + WITH_TLS);
            }
            if (requireTls && WITHOUT_TLS.contains(mode)) {
                throw new IllegalArgumentException(
                        "has an sslmode that allows to go without TLS although REQUIRE_DB_SSL is"
                                + " true");
            }
        }
        if (requireTls && modes.isEmpty()) {
            kept = kept.isEmpty() ? "sslmode=require" : kept + "&sslmode=require";
        }
        return kept.isEmpty() ? address : address + "?" + kept;
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException(
                "needs a host, and a port if it has one, before its first / or ?; in a password"
                        + " these are written %2F and %3F, and a JDBC address takes user and"
                        + " password as parameters");
    }

    private static Optional<String> parameter(String parameters, String name) {
        return parameters(parameters, name).findFirst();
    }

    private static Stream<String> parameters(String parameters, String name) {
        return Arrays.stream(parameters.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1)));
    }

    /// Decodes percent encoding; a plus stays a plus, as in URIs.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "has a user or password with a % that must be written %25");
        }
    }

    /// Host and database for messages: "waiting for PostgreSQL at db.internal:5432/shop".
    public String where() {
        return jdbc.replaceFirst("^jdbc:postgresql:(//)?", "").replaceFirst("\\?.*$", "");
    }
}
