package handcar.config;

import module java.base;

import handcar.net.TrustedHosts;

/// All settings from the environment, as one tree. A table, therefore long: one record per concern, one line per setting.
/// `.railway-env.template` documents names, units and defaults; a test compares the two.
///
/// @param notes what the log says once: secrets that were derived, and variables of other systems that are not read
public record Config(
        Server server,
        Storage storage,
        Security security,
        Limits limits,
        Models models,
        Resilience resilience,
        Cache cache,
        Gateway gateway,
        Answering answering,
        Media media,
        EnvironmentValues channels,
        Deployment deployment,
        List<Setting> settings,
        List<String> notes) {

    /// The listening socket, logging and the public address.
    public record Server(
            int port,
            String serviceName,
            boolean production,
            String logLevel,
            LogFormat logFormat,
            List<String> corsOrigins,
            Optional<String> publicUrl,
            TrustedProxies trustedProxies,
            boolean detailedHealthPublic,
            Optional<Secret> metricsToken,
            boolean metricsPublic,
            Optional<Secret> sentryDsn) {}

    /// How a log line looks; `AUTO` is text on a terminal and JSON elsewhere.
    public enum LogFormat {
        AUTO,
        JSON,
        TEXT
    }

    /// Where state lives. Without a database address an embedded PostgreSQL runs below `dataDir`.
    public record Storage(
            Path dataDir,
            Optional<DatabaseUrl> database,
            Secret embeddedPassword,
            int poolSize,
            int keepWarm,
            Optional<Secret> redisUrl) {}

    /// Where the admin token comes from: from the environment, from the file of generated secrets, or derived from another
    /// secret, so that nobody knows it.
    public enum AdminTokenOrigin {
        GIVEN,
        GENERATED,
        DERIVED
    }

    /// Secrets and trusted hosts. `encryptionKey` is 32 bytes in base64, and so are the former keys. Addresses that staff enter
    /// may lead to the public internet and to `trustedHosts`.
    public record Security(
            Secret adminToken,
            AdminTokenOrigin adminTokenOrigin,
            SigningSecrets signing,
            Secret encryptionKey,
            List<Secret> formerEncryptionKeys,
            TrustedHosts trustedHosts) {}

    /// Rate limits, and how long messages are kept (hours; 0 = for ever). `conversationsPerAddress` is for a day,
    /// `conversationsPerNetwork` for a minute without work (0 = any number).
    public record Limits(
            int requestsPerMinute,
            int messagesPerMinute,
            int messagesPerHour,
            int accountMessagesPerMinute,
            int conversationsPerAddress,
            int conversationsPerNetwork,
            int messageTtlHours) {}

    /// The model providers. Without a key the built-in model answers.
    public record Models(
            Optional<Secret> openAiKey,
            String openAiBaseUrl,
            String openAiModel,
            String embeddingModel,
            Optional<Secret> anthropicKey,
            String anthropicBaseUrl,
            String anthropicModel,
            double temperature,
            int maxTokens,
            Duration timeout) {}

    /// Circuit breakers and retries of outgoing calls.
    public record Resilience(
            int breakerThreshold,
            Duration breakerReset,
            int retryAttempts,
            Duration retryInitial,
            Duration retryMax) {}

    /// The response cache of the model gateway.
    ///
    /// @param ttl the longest that an answer is kept
    /// @param shared whether one key gets answers that another asked for
    public record Cache(boolean enabled, Duration ttl, boolean shared) {}

    /// The bounds of the requests of programs: `timeout` for a whole answer and for the silence of a streamed one.
    public record Gateway(Duration timeout, int maxMegabytes) {}

    /// How a conversation is answered, and what the answers of a day may cost in millionths of a US dollar (0 = no limit).
    public record Answering(Duration burstWindow, Duration runTimeout, long dailyMicroUsd) {}

    /// The files of messages: how large one may be, how long they are kept (0 = for ever), how many files and megabytes of one
    /// contact are kept in a day, and the model that turns voice
    /// notes into text (empty: none).
    public record Media(
            int maxMegabytes,
            int days,
            int filesPerContact,
            int megabytesPerContact,
            Optional<String> transcriptionModel) {}

    /// The deployment as the host describes it.
    public record Deployment(
            String environment,
            String service,
            Optional<String> deploymentId,
            Optional<String> replicaId,
            Optional<String> region,
            Optional<String> commit,
            Optional<String> branch) {}

    /// Reads this process's environment; [ConfigException] lists every mistake.
    ///
    /// @param channels the variables that describe the channels' accounts
    public static Config read(List<EnvironmentVariable> channels) {
        return read(System.getenv(), channels);
    }

    /// Reads the tree; [ConfigException] lists every mistake.
    ///
    /// @param declared the variables that describe the channels' accounts
    public static Config read(Map<String, String> given, List<EnvironmentVariable> declared) {
        return new ConfigReader(given).read(declared);
    }

    /// The settings, one line each, secrets masked: what `--print-config` shows.
    public String print() {
        return settings.stream()
                        .distinct()
                        .sorted(Comparator.comparing(Setting::name))
                        .map(Setting::line)
                        .collect(Collectors.joining())
                + notes.stream().map(note -> "# " + note + "\n").collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return print();
    }
}
