package handcar.config;

import module java.base;

import handcar.config.Config.Answering;
import handcar.config.Config.Cache;
import handcar.config.Config.Deployment;
import handcar.config.Config.Gateway;
import handcar.config.Config.Limits;
import handcar.config.Config.LogFormat;
import handcar.config.Config.Models;
import handcar.config.Config.Resilience;
import handcar.config.Config.Security;
import handcar.config.Config.Storage;

/// Reads the [Config] from an environment: one line per setting, with its default, its bounds and its names.
final class ConfigReader {
    private static final String[] ENVIRONMENTS = {
        "ENVIRONMENT", "RAILWAY_ENVIRONMENT_NAME", "RAILWAY_ENVIRONMENT", "MIX_ENV", "NODE_ENV"
    };
    private static final Set<String> PRODUCTION = Set.of("production", "prod");

    private static final double MICRO = 1_000_000;

    private final Map<String, String> given;
    private final Environment env;
    private final SecretSettings secrets;

    ConfigReader(Map<String, String> given) {
        this.given = given;
        this.env = new Environment(given);
        this.secrets = new SecretSettings(env);
    }

    /// Reads the tree; [ConfigException] lists every mistake.
    Config read(List<EnvironmentVariable> declared) {
        Deployment deployment = deployment();
        boolean production = isProduction();
        Path dataDir = Path.of(env.textOr("./data", "DATA_DIR", "RAILWAY_VOLUME_MOUNT_PATH"));
        Map<String, String> made = production ? Map.of() : GeneratedSecrets.under(dataDir);
        Models models = models();
        int perMinute = env.number(60, 1, 1_000_000, "RATE_LIMIT_PER_MINUTE");
        EnvironmentValues channels = EnvironmentValues.read(env, declared);
        Security security =
                secrets.read(production, made); // last: it trusts the hosts that the others name
        Config config =
                new Config(
                        server(production, deployment),
                        storage(dataDir, made, security),
                        security,
                        new Limits(
                                perMinute,
                                env.number(10, 1, 100_000, "MAX_MESSAGES_PER_USER_PER_MINUTE"),
                                env.number(100, 1, 1_000_000, "MAX_MESSAGES_PER_USER_PER_HOUR"),
                                env.number(
                                        3_000,
                                        1,
                                        10_000_000,
                                        "MAX_MESSAGES_PER_ACCOUNT_PER_MINUTE"),
                                env.number(100, 1, 10_000_000, "CONVERSATIONS_PER_ADDRESS_PER_DAY"),
                                env.number(
                                        Math.ceilDiv(perMinute, 2),
                                        0,
                                        1_000_000,
                                        "CONVERSATIONS_PER_NETWORK_PER_MINUTE"),
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
                                env.seconds(3_600, 1, 31_536_000, "CACHE_DEFAULT_TTL"),
                                env.flag(false, "CACHE_SHARED")),
                        new Gateway(
                                env.seconds(600, 1, 3_600, "GATEWAY_TIMEOUT_SECONDS"),
                                env.number(32, 1, 1_000, "GATEWAY_MAX_MB")),
                        new Answering(
                                env.seconds(5, 0, 300, "MESSAGE_BUFFER_SECONDS"),
                                env.seconds(120, 5, 3_600, "GRAPH_TIMEOUT_SECONDS"),
                                Math.round(
                                        MICRO
                                                * env.real(
                                                        0,
                                                        0,
                                                        1_000_000,
                                                        "ANSWER_BUDGET_USD_PER_DAY"))),
                        media(models),
                        channels,
                        deployment,
                        env.settings(),
                        notes());
        if (!env.mistakes().isEmpty()) {
            throw new ConfigException(env.mistakes());
        }
        return config;
    }

    /// `ENVIRONMENT` decides alone; without it, one of the variables by which hosts and other systems say so is enough.
    private boolean isProduction() {
        return Stream.of(ENVIRONMENTS)
                .map(name -> given.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty())
                .limit(given.getOrDefault(ENVIRONMENTS[0], "").isBlank() ? ENVIRONMENTS.length : 1)
                .anyMatch(PRODUCTION::contains);
    }

    /// What the log says once about these settings.
    private List<String> notes() {
        Set<String> read =
                env.settings().stream()
                        .flatMap(setting -> setting.names().stream())
                        .collect(Collectors.toSet());
        List<String> notes = new ArrayList<>();
        secrets.note().ifPresent(notes::add);
        ReplacedSettings.hints(given, read)
                .forEach(
                        (name, hint) ->
                                notes.add(
                                        "settings.unused name=" + name + " hint=\"" + hint + "\""));
        return notes;
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
                env.chosenSecret("METRICS_TOKEN"),
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
                        GeneratedSecrets.DATABASE_PASSWORD,
                        SecretSettings.databasePassword(security.signing().present()).reveal());
        return new Storage(
                dataDir,
                database,
                new Secret(password),
                env.number(10, 2, 200, "DB_POOL_SIZE"),
                env.number(0, 0, 200, "DB_KEEP_WARM"),
                env.redisUrl("REDIS_URL", "REDIS_TLS_URL", "REDIS_CHATBOT_URL"));
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
                env.number(100, 1, 1_000_000, "MEDIA_FILES_PER_CONTACT_PER_DAY"),
                env.number(500, 1, 1_000_000, "MEDIA_MB_PER_CONTACT_PER_DAY"),
                models.openAiKey().map(_ -> model).filter(name -> !name.equalsIgnoreCase("off")));
    }

    private Deployment deployment() {
        return new Deployment(
                env.textOr("development", ENVIRONMENTS),
                env.textOr("handcar", "RAILWAY_SERVICE_NAME"),
                env.text("RAILWAY_DEPLOYMENT_ID"),
                env.text("RAILWAY_REPLICA_ID"),
                env.text("RAILWAY_REPLICA_REGION"),
                env.text("GIT_COMMIT_SHA", "RAILWAY_GIT_COMMIT_SHA"),
                env.text("RAILWAY_GIT_BRANCH"));
    }
}
