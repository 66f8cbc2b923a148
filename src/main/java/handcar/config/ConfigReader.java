package handcar.config;

import module java.base;

import handcar.config.Config.Answering;
import handcar.config.Config.Cache;
import handcar.config.Config.Deployment;
import handcar.config.Config.Limits;
import handcar.config.Config.LogFormat;
import handcar.config.Config.Models;
import handcar.config.Config.Resilience;
import handcar.config.Config.Security;
import handcar.config.Config.Storage;

/// Reads the [Config] from an environment: one line per setting, with its default, its bounds and its names.
final class ConfigReader {
    private static final String MAKE_ONE = " Make one with: openssl rand -base64 32";

    private final Environment env;

    ConfigReader(Map<String, String> given) {
        this.env = new Environment(given);
    }

    /// Reads the tree; [ConfigException] lists every mistake.
    Config read(List<EnvironmentVariable> declared) {
        Deployment deployment = deployment();
        boolean production = deployment.environment().equalsIgnoreCase("production");
        Path dataDir = Path.of(env.textOr("./data", "DATA_DIR", "RAILWAY_VOLUME_MOUNT_PATH"));
        Map<String, String> made = production ? Map.of() : GeneratedSecrets.under(dataDir);
        Models models = models();
        EnvironmentValues channels = env.values(declared);
        Security security =
                security(production, made); // last: it trusts the hosts that the others name
        Config config =
                new Config(
                        server(production, deployment),
                        storage(dataDir, made, security),
                        security,
                        new Limits(
                                env.number(60, 1, 1_000_000, "RATE_LIMIT_PER_MINUTE"),
                                env.number(10, 1, 100_000, "MAX_MESSAGES_PER_USER_PER_MINUTE"),
                                env.number(100, 1, 1_000_000, "MAX_MESSAGES_PER_USER_PER_HOUR"),
                                env.number(
                                        3_000,
                                        1,
                                        10_000_000,
                                        "MAX_MESSAGES_PER_ACCOUNT_PER_MINUTE"),
                                env.number(0, 0, 1_000_000, "MESSAGE_TTL_HOURS")),
                        models,
                        new Resilience(
                                env.number(5, 1, 1_000, "CIRCUIT_BREAKER_FAILURE_THRESHOLD"),
                                env.millis(60_000, 1, 3_600_000, "CIRCUIT_BREAKER_RESET_TIMEOUT"),
                                env.number(3, 1, 20, "RETRY_MAX_ATTEMPTS"),
                                env.millis(1_000, 1, 60_000, "RETRY_INITIAL_DELAY"),
                                env.millis(30_000, 1, 600_000, "RETRY_MAX_DELAY")),
                        new Cache(
                                env.flag(true, "CACHE_ENABLED"),
                                env.seconds(3_600, 1, 31_536_000, "CACHE_DEFAULT_TTL")),
                        new Answering(
                                env.seconds(5, 0, 300, "MESSAGE_BUFFER_SECONDS"),
                                env.seconds(120, 5, 3_600, "GRAPH_TIMEOUT_SECONDS")),
                        media(models),
                        channels,
                        deployment,
                        env.settings());
        if (!env.mistakes().isEmpty()) {
            throw new ConfigException(env.mistakes());
        }
        return config;
    }

    /// `DEBUG` makes sure that the detail of `debug` is there, whatever `LOG_LEVEL` leaves out.
    private String logLevel() {
        boolean debug = env.flag(false, "DEBUG");
        String level =
                env.choice("info", List.of("trace", "debug", "info", "warn", "error"), "LOG_LEVEL");
        return debug && !level.equals("trace") ? "debug" : level;
    }

    private Config.Server server(boolean production, Deployment deployment) {
        Optional<String> domain = env.text("RAILWAY_PUBLIC_DOMAIN");
        return new Config.Server(
                env.number(8080, 0, 65_535, "PORT"),
                env.textOr("handcar", "SERVICE_NAME"),
                production,
                logLevel(),
                LogFormat.valueOf(
                        env.choice("auto", List.of("auto", "json", "text"), "LOG_FORMAT")
                                .toUpperCase(Locale.ROOT)),
                origins(),
                env.findUrl("BACKEND_URL").or(() -> domain.map(name -> "https://" + name)),
                proxies(domain.isPresent() || deployment.deploymentId().isPresent()),
                env.flag(false, "HEALTH_DETAILED_PUBLIC"),
                env.secret("METRICS_TOKEN"),
                env.flag(false, "METRICS_PUBLIC"),
                env.secret("SENTRY_DSN"));
    }

    private TrustedProxies proxies(boolean railway) {
        Optional<String> given = env.text("TRUSTED_PROXIES");
        return given.map(
                        list ->
                                TrustedProxies.parse(
                                        list,
                                        entry ->
                                                env.mistake(
                                                        "TRUSTED_PROXIES must list addresses such"
                                                                + " as 10.0.0.5, blocks such as"
                                                                + " 10.0.0.0/8, or private, not \""
                                                                + entry
                                                                + "\".")))
                .orElseGet(() -> railway ? TrustedProxies.railway() : TrustedProxies.NONE);
    }

    /// A JSON array or a comma list, since hosts use either.
    private List<String> origins() {
        String list = env.textOr("", "CORS_ORIGINS", "CORS_ORIGIN").replaceAll("[\\[\\]\"\\s]", "");
        List<String> origins =
                Arrays.stream(list.split(","))
                        .filter(origin -> !origin.isEmpty())
                        .map(origin -> origin.replaceAll("/+$", ""))
                        .toList();
        origins.stream()
                .filter(origin -> !origin.equals("*") && !origin.matches("https?://[^/]+"))
                .forEach(
                        origin ->
                                env.mistake(
                                        "CORS_ORIGINS must list origins such as"
                                                + " https://shop.example, not \""
                                                + origin
                                                + "\"."));
        return origins;
    }

    private Storage storage(Path dataDir, Map<String, String> made, Security security) {
        boolean tls = env.flag(false, "REQUIRE_DB_SSL");
        Optional<DatabaseUrl> database =
                env.secret("DATABASE_URL")
                        .flatMap(
                                url -> {
                                    try {
                                        return Optional.of(
                                                DatabaseUrl.parse(url.reveal().strip(), tls));
                                    } catch (IllegalArgumentException e) {
                                        env.mistake("DATABASE_URL " + e.getMessage() + ".");
                                        return Optional.empty();
                                    }
                                });
        String password =
                made.getOrDefault(
                        GeneratedSecrets.DATABASE_PASSWORD, security.jwtSecret().reveal());
        return new Storage(
                dataDir,
                database,
                new Secret(password),
                env.number(10, 2, 200, "DB_POOL_SIZE"),
                env.number(0, 0, 200, "DB_KEEP_WARM"),
                env.redisUrl("REDIS_URL", "REDIS_TLS_URL", "REDIS_CHATBOT_URL"));
    }

    private Security security(boolean production, Map<String, String> made) {
        Optional<Secret> admin = env.secret("ADMIN_TOKEN");
        Optional<Secret> jwt = env.secret("JWT_SECRET", "SECRET_KEY_BASE");
        Optional<Secret> key = env.secret("SECRET_ENCRYPTION_KEY");
        List<Secret> former = env.secrets("SECRET_ENCRYPTION_KEY_PREVIOUS");
        if (production) {
            required("ADMIN_TOKEN", admin, 16);
            required("JWT_SECRET", jwt, 32);
            required("SECRET_ENCRYPTION_KEY", key, 43);
        }
        if (key.isPresent() && !isKey(key.get().reveal())) {
            env.mistake("SECRET_ENCRYPTION_KEY must be 32 bytes in base64." + MAKE_ONE);
        }
        if (!former.stream().allMatch(each -> isKey(each.reveal()))) {
            env.mistake(
                    "SECRET_ENCRYPTION_KEY_PREVIOUS must list keys of 32 bytes in base64,"
                            + " separated by commas.");
        }
        return new Security(
                admin.orElseGet(() -> generated(made, "ADMIN_TOKEN")),
                admin.isEmpty(),
                jwt.orElseGet(() -> generated(made, "JWT_SECRET")),
                key.orElseGet(() -> generated(made, "SECRET_ENCRYPTION_KEY")),
                former,
                env.trustedHosts("PRIVATE_HOSTS"));
    }

    private void required(String name, Optional<Secret> given, int characters) {
        if (given.isEmpty()) {
            env.mistake(name + " is required when ENVIRONMENT=production." + MAKE_ONE);
        } else if (given.get().reveal().length() < characters) {
            env.mistake(name + " must have at least " + characters + " characters." + MAKE_ONE);
        }
    }

    private static Secret generated(Map<String, String> made, String name) {
        return new Secret(made.getOrDefault(name, ""));
    }

    private static boolean isKey(String text) {
        try {
            String standard = text.strip().replace('-', '+').replace('_', '/');
            return Base64.getDecoder().decode(standard).length == 32;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Models models() {
        return new Models(
                env.secret("OPENAI_API_KEY"),
                env.url("https://api.openai.com/v1", "OPENAI_BASE_URL"),
                env.textOr("gpt-4o-mini", "OPENAI_MODEL", "LLM_MODEL"),
                env.textOr("text-embedding-3-small", "EMBEDDING_MODEL"),
                env.secret("ANTHROPIC_API_KEY"),
                env.url("https://api.anthropic.com", "ANTHROPIC_BASE_URL"),
                env.textOr("claude-haiku-4-5", "ANTHROPIC_MODEL"),
                env.real(0.2, 0, 2, "LLM_TEMPERATURE"),
                env.number(1_024, 1, 200_000, "LLM_MAX_TOKENS"),
                env.seconds(30, 1, 600, "LLM_TIMEOUT_SECONDS"));
    }

    /// Voice notes go where the questions go; without a key nothing leaves this server.
    private Config.Media media(Models models) {
        String model = env.textOr("whisper-1", "TRANSCRIPTION_MODEL");
        return new Config.Media(
                env.number(16, 1, 100, "MEDIA_MAX_MB"),
                env.number(90, 0, 36_500, "MEDIA_DAYS"),
                models.openAiKey().map(_ -> model).filter(name -> !name.equalsIgnoreCase("off")));
    }

    private Deployment deployment() {
        return new Deployment(
                env.textOr(
                        "development",
                        "ENVIRONMENT",
                        "RAILWAY_ENVIRONMENT_NAME",
                        "RAILWAY_ENVIRONMENT"),
                env.textOr("handcar", "RAILWAY_SERVICE_NAME"),
                env.text("RAILWAY_DEPLOYMENT_ID"),
                env.text("RAILWAY_REPLICA_ID"),
                env.text("RAILWAY_REPLICA_REGION"),
                env.text("GIT_COMMIT_SHA", "RAILWAY_GIT_COMMIT_SHA"),
                env.text("RAILWAY_GIT_BRANCH"));
    }
}
