package handcar.channel;

import module java.base;

import handcar.channel.AccountSchema.Field;
import handcar.config.EnvironmentVariable;
import handcar.net.HostPort;

/// Binds the secrets of an account to the server they were entered for. Whoever leads an account to another server must enter its
/// secrets again: otherwise an address alone would fetch a secret that nobody is ever shown.
final class SecretScope {
    /// What decides which server is spoken to, and how safely: `base_url`, and the host, port and TLS of each mail server.
    private static final Pattern SERVER = Pattern.compile("(?<server>.*_)?(?:url|host|port|tls)");

    private SecretScope() {}

    /// The names of the stored secrets that would go to another server than before.
    ///
    /// @param settings as they are to be from now on
    static List<String> secretsToShowAgain(
            AccountSchema schema, ChannelAccount before, Map<String, String> settings) {
        Set<String> moved = new HashSet<>();
        for (Field field : schema.settings()) {
            Matcher server = SERVER.matcher(field.name());
            if (server.matches()
                    && !place(field, before.settings()).equals(place(field, settings))) {
                moved.add(Objects.requireNonNullElse(server.group("server"), ""));
            }
        }
        return before.secrets().keySet().stream()
                .filter(name -> !name.equals(ChannelAccount.FORMER_WEBHOOK_SECRET))
                .filter(name -> moved.stream().anyMatch(server -> goesTo(server, name)))
                .sorted()
                .toList();
    }

    /// `base_url` is where all secrets go; `smtp_host` is where `smtp_password` goes.
    private static boolean goesTo(String server, String secret) {
        return server.equals("base_") || secret.startsWith(server);
    }

    /// A setting as far as it decides about the server: of a URL its scheme, host and port; what is not set is the usual one.
    private static String place(Field field, Map<String, String> settings) {
        String usual = field.variable().flatMap(EnvironmentVariable::fallback).orElse("");
        String value = settings.getOrDefault(field.name(), usual).strip();
        if (!field.name().endsWith("url") || value.isEmpty()) {
            return value.toLowerCase(Locale.ROOT);
        }
        try {
            URI uri = URI.create(value);
            return HostPort.of(uri)
                    .map(server -> uri.getScheme().toLowerCase(Locale.ROOT) + "://" + server)
                    .orElse(value);
        } catch (IllegalArgumentException _) {
            return value; // refused elsewhere; not the same place in any case
        }
    }
}
