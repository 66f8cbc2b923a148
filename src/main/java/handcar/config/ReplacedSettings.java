package handcar.config;

import module java.base;

/// What to do about the variables of the systems that Handcar replaces, when an installation brings them along.
final class ReplacedSettings {
    private static final Map<String, String> HINTS =
            hints(
                    "SUPABASE_(?:URL|.*KEY|.*SECRET)",
                    "set DATABASE_URL to the connection string of the Supabase database",
                    "DATABASE_BACKEND",
                    "PostgreSQL is the only one; DATABASE_URL says where it is",
                    "[A-Z0-9_]+_SERVICE_URL",
                    "there are no other services, everything runs in this process",
                    "DEPLOYMENT_PLATFORM",
                    "the host is recognised by its own variables",
                    "WEB_CONCURRENCY|(?:MAX_|UVICORN_|GUNICORN_)?WORKERS|GUNICORN_CMD_ARGS|UV_THREADPOOL_SIZE",
                    "one process serves all requests; DB_POOL_SIZE bounds its database connections",
                    "CELERY_.+|RABBITMQ_.+|(?:CLOUD)?AMQP_URL|KAFKA_.+|NATS_URL",
                    "jobs are rows in PostgreSQL, no broker is needed",
                    "(?:QDRANT|PINECONE|WEAVIATE|CHROMA|MILVUS)_.+",
                    "vectors are kept in PostgreSQL",
                    "(?:LANGCHAIN|LANGSMITH|LANGFUSE)_.+",
                    "nothing is sent to a tracing service",
                    "(?:ECTO_)?POOL_SIZE",
                    "set DB_POOL_SIZE",
                    "PHX_HOST|PHX_SERVER|PUBLIC_URL|APP_URL|FRONTEND_URL",
                    "set BACKEND_URL to the public address",
                    "ALLOWED_ORIGINS|CORS_ALLOWED_ORIGINS",
                    "set CORS_ORIGINS",
                    "(?:NEXT_PUBLIC|VITE|REACT_APP)_.+",
                    "the pages come from this server and need no settings");

    private ReplacedSettings() {}

    /// One sentence for each variable that is set and not read, by its name.
    ///
    /// @param read the names that are read
    static SortedMap<String, String> hints(Map<String, String> environment, Set<String> read) {
        SortedMap<String, String> found = new TreeMap<>();
        environment.forEach(
                (name, value) -> {
                    if (!value.isBlank() && !read.contains(name)) {
                        hint(name).ifPresent(sentence -> found.put(name, sentence));
                    }
                });
        return found;
    }

    private static Optional<String> hint(String name) {
        return HINTS.entrySet().stream()
                .filter(hint -> name.matches(hint.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> hints(String... pairs) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return all;
    }
}
