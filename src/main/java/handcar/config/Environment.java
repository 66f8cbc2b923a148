package handcar.config;

import module java.base;

import handcar.net.HostPort;
import handcar.net.IpRange;
import handcar.net.TrustedHosts;

/// Reads settings by name with their synonyms and `_FILE` variants, records each for `--print-config`, and collects all
/// mistakes instead of throwing at the first. An empty value counts as missing, since hosts set variables to "".
final class Environment {
    /// A port's digits, up to 65535.
    static final String PORT =
            "(?:[0-5]?\\d{1,4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

    private static final Pattern HOST =
            Pattern.compile("(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::" + PORT + ")?");

    private static final Pattern REDIS =
            Pattern.compile(
                    "(rediss?://(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+]))(:"
                            + PORT
                            + ")?((?:/\\d{0,5})?)");

    private final Map<String, String> values;
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> servers = new HashSet<>();

    Environment(Map<String, String> values) {
        this.values = values;
    }

    List<Setting> settings() {
        return List.copyOf(settings);
    }

    List<String> mistakes() {
        return mistakes;
    }

    void mistake(String sentence) {
        mistakes.add(sentence);
    }

    Optional<String> text(String... names) {
        String found = textOr("", names);
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    String textOr(String fallback, String... names) {
        Optional<String> found = raw(names);
        remember(names, found.orElse(fallback), found.isPresent());
        return found.orElse(fallback);
    }

    Optional<Secret> secret(String... names) {
        Optional<Secret> found = raw(names).map(Secret::new);
        remember(names, found.map(Secret::toString).orElse(""), found.isPresent());
        return found;
    }

    /// The first of these names that has a value.
    Optional<String> firstSet(String... names) {
        return Stream.of(names).filter(name -> raw(name).isPresent()).findFirst();
    }

    /// A secret of our own choice; one that could be guessed is a mistake.
    Optional<Secret> chosenSecret(String... names) {
        Optional<Secret> found = secret(names);
        if (found.filter(secret -> !secret.isLongEnough()).isPresent()) {
            mistakes.add(
                    names[0]
                            + " must have at least "
                            + Secret.SHORTEST
                            + " characters. Make one with: openssl rand -hex 32");
        }
        return found;
    }

    /// Several secrets, separated by commas; none when it is not given.
    List<Secret> secrets(String name) {
        Optional<Secret> all = secret(name);
        return all.stream()
                .flatMap(list -> Arrays.stream(list.reveal().split(",")))
                .filter(each -> !each.isBlank())
                .map(each -> new Secret(each.strip()))
                .toList();
    }

    int number(int fallback, int least, int most, String... names) {
        return parsed(
                fallback,
                "a whole number from " + least + " to " + most,
                names,
                text -> {
                    int value = Integer.parseInt(text);
                    return value >= least && value <= most ? Optional.of(value) : Optional.empty();
                });
    }

    double real(double fallback, double least, double most, String... names) {
        return parsed(
                fallback,
                "a number from " + least + " to " + most,
                names,
                text -> {
                    double value = Double.parseDouble(text);
                    return value >= least && value <= most ? Optional.of(value) : Optional.empty();
                });
    }

    boolean flag(boolean fallback, String... names) {
        return parsed(
                fallback,
                "true or false",
                names,
                text ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true", "1", "yes", "on" -> Optional.of(true);
                            case "false", "0", "no", "off" -> Optional.of(false);
                            default -> Optional.empty();
                        });
    }

    Duration seconds(int fallback, int least, int most, String... names) {
        return Duration.ofSeconds(number(fallback, least, most, names));
    }

    Duration millis(int fallback, int least, int most, String... names) {
        return Duration.ofMillis(number(fallback, least, most, names));
    }

    String choice(String fallback, List<String> allowed, String... names) {
        return parsed(
                fallback,
                "one of " + String.join(", ", allowed),
                names,
                text -> {
                    String value = text.toLowerCase(Locale.ROOT);
                    return allowed.contains(value) ? Optional.of(value) : Optional.empty();
                });
    }

    /// An http or https base URL, without its trailing slashes.
    String url(String fallback, String... names) {
        String url = parsed(fallback, "an http or https URL", names, Environment::baseUrl);
        if (!url.isEmpty()) {
            hosts.add(HostPort.host(URI.create(url)));
        }
        return url;
    }

    /// An http or https base URL when one is given.
    Optional<String> findUrl(String... names) {
        String value = url("", names);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /// The address of a Redis when one is given, with its port: 6379 where none is named.
    Optional<Secret> redisUrl(String... names) {
        Optional<Secret> given = secret(names);
        Optional<Secret> url = given.flatMap(text -> redis(text.reveal().strip()));
        if (given.isPresent() && url.isEmpty()) {
            mistakes.add(
                    names[0]
                            + " must be an address such as redis://host:6379 or"
                            + " rediss://host:6379; in a password, % / ? # @ and the like are"
                            + " written %25 and so on.");
        }
        return url;
    }

    private static Optional<Secret> redis(String text) {
        var address = REDIS.matcher(text);
        return address.matches()
                ? Optional.of(
                        new Secret(
                                address.group(2) == null
                                        ? address.group(1) + ":6379" + address.group(3)
                                        : text))
                : Optional.empty();
    }

    /// A host name when one is given.
    Optional<String> host(String... names) {
        Optional<String> host = text(names);
        host.ifPresent(name -> hosts.add(name.strip()));
        return host.map(String::strip);
    }

    /// The hosts of a comma-separated list, and those of every base URL read so far.
    TrustedHosts trustedHosts(String name) {
        Set<String> trusted = new HashSet<>();
        for (String host : textOr("", name).toLowerCase(Locale.ROOT).split(",")) {
            boolean isAddress = IpRange.address(host.strip()).isPresent();
            if (!host.isBlank() && !isAddress && !HOST.matcher(host.strip()).matches()) {
                mistakes.add(
                        name
                                + " must list host names, each with or without a port, not \""
                                + host.strip()
                                + "\".");
            } else if (!host.isBlank()) {
                trusted.add(host.strip());
            }
        }
        return new TrustedHosts(trusted, servers, hosts);
    }

    /// The address, whose server may be called even when it is private.
    String server(String url) {
        if (!url.isEmpty()) {
            servers.add(TrustedHosts.server(URI.create(url)));
        }
        return url;
    }

    private static Optional<String> baseUrl(String text) {
        URI uri = URI.create(text);
        boolean web =
                "http".equalsIgnoreCase(uri.getScheme())
                        || "https".equalsIgnoreCase(uri.getScheme());
        return web && HostPort.of(uri).isPresent()
                ? Optional.of(text.replaceAll("/+$", ""))
                : Optional.empty();
    }

    private <T> T parsed(
            T fallback, String wanted, String[] names, Function<String, Optional<T>> parse) {
        Optional<String> found = raw(names);
        T value =
                found.flatMap(text -> attempt(text.strip(), wanted, names[0], parse))
                        .orElse(fallback);
        remember(names, String.valueOf(value), found.isPresent());
        return value;
    }

    private <T> Optional<T> attempt(
            String text, String wanted, String name, Function<String, Optional<T>> parse) {
        Optional<T> value;
        try {
            value = parse.apply(text);
        } catch (IllegalArgumentException e) {
            value = Optional.empty();
        }
        if (value.isEmpty()) {
            mistakes.add(name + " must be " + wanted + ", not \"" + masked(text) + "\".");
        }
        return value;
    }

    private Optional<String> raw(String... names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value);
            }
            String file = values.get(name + "_FILE");
            if (file != null && !file.isBlank()) {
                return fromFile(name + "_FILE", file);
            }
        }
        return Optional.empty();
    }

    private Optional<String> fromFile(String name, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            mistakes.add(name + " names a file that cannot be read: " + file);
            return Optional.empty();
        }
    }

    private void remember(String[] names, String shown, boolean given) {
        settings.add(new Setting(List.of(names), masked(shown), given));
    }

    /// Masks what may be secret in an address: a password, and the query, where keys stand.
    private static String masked(String text) {
        return text.replaceAll("(?<=://)[^/?#\\s]*@", "••••••@")
                .replaceAll("(?<=://[^?#\\s]{1,2000}[?#])\\S+", "••••••");
    }
}
