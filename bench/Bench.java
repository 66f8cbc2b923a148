import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the benchmarks of this folder share: a server to ask (started here on an empty data folder, or a given one), the
/// questions, and a little JSON. Everything goes through the HTTP API, as a user's script would.
final class Bench implements AutoCloseable {
    /// A paragraph that is uploaded as one document, and a question it answers with one of these texts.
    record Question(String text, String paragraph, String article, List<String> answers) {}

    static final String TOKEN = "the-token-of-the-benchmark";
    private static final Path DATA = Path.of("..", "shared", "data");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String token;
    private final Optional<Child> process;
    private final Optional<Path> data;
    private final Map<String, String> documents = new LinkedHashMap<>();

    private Bench(String url, String token, Optional<Child> process, Optional<Path> data) {
        this.url = url;
        this.token = token;
        this.process = process;
        this.data = data;
    }

    /// `BASE_URL` and `ADMIN_TOKEN` name a running server, whose own documents are left alone; otherwise one is started.
    static Bench open() throws Exception {
        String given = System.getenv("BASE_URL");
        if (given != null) {
            return new Bench(
                    given.replaceAll("/$", ""), System.getenv("ADMIN_TOKEN"), Optional.empty(), Optional.empty());
        }
        Bench bench = open(Map.of());
        bench.clear();
        return bench;
    }

    /// Starts a server with these settings on an empty data folder: the one that `scripts/package.sh` made in the folder
    /// `PACKAGE` when that is set, else this clone's.
    static Bench open(Map<String, String> settings) throws Exception {
        int port = Child.freePort();
        Path data = Scratch.folder("bench");
        String home = Optional.ofNullable(System.getenv("PACKAGE")).orElse(".");
        ProcessBuilder start = new ProcessBuilder(home + "/start.sh");
        start.environment().put("PORT", Integer.toString(port));
        start.environment().put("DATA_DIR", data.toString());
        start.environment().put("ADMIN_TOKEN", TOKEN);
        start.environment().put("CONVERSATIONS_PER_ADDRESS_PER_DAY", "10000000");
        start.environment().putAll(settings);
        start.redirectErrorStream(true).redirectOutput(data.resolve("log").toFile());
        Bench bench =
                new Bench(
                        "http://localhost:" + port,
                        TOKEN,
                        Optional.of(new Child(start.start(), data.resolve("log"))),
                        Optional.of(data));
        bench.awaitReadiness(data.resolve("log"));
        return bench;
    }

    int port() {
        return URI.create(url).getPort();
    }

    /// The server's process, when it was started here.
    Optional<Child> child() {
        return process;
    }

    /// A new API key of this scope, as the header line that shows it.
    String apiKey(String scope) throws Exception {
        String json = "{\"name\":\"bench\",\"scopes\":[\"" + scope + "\"]}";
        return "Authorization: Bearer " + text(post("/api/v1/api-keys", json), "key") + "\r\n";
    }

    /// A conversation and the token of its visitor.
    record Opened(String id, String token) {}

    /// A visitor's new conversation in the web chat.
    Opened conversation() throws Exception {
        Map<String, Object> made = post("/api/v1/chat/conversations", "{}");
        return new Opened(text(made.get("conversation"), "id"), text(made, "token"));
    }

    /// The visitor says something.
    void say(Opened chat, String text) throws Exception {
        body(
                send(
                        "POST",
                        "/api/v1/chat/conversations/" + chat.id() + "/messages",
                        Optional.of(Json.write(Map.of("content", text))),
                        chat.token()));
    }

    /// What the visitor sees after the message of this number.
    List<?> messages(Opened chat, long after) throws Exception {
        String path = "/api/v1/chat/conversations/" + chat.id() + "/messages?after=" + after;
        return (List<?>) body(send("GET", path, Optional.empty(), chat.token())).get("data");
    }

    /// Staff answers in a conversation.
    Map<String, Object> reply(String conversation, String text) throws Exception {
        return post(
                "/api/v1/conversations/" + conversation + "/replies",
                Json.write(Map.of("content", text)));
    }

    /// Asks a model through the gateway, with the key of [#apiKey].
    void ask(String key, String question, boolean stream) throws Exception {
        String json =
                "{\"model\":\"gpt-4o-mini\",\"stream\":"
                        + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":"
                        + Json.quote(question)
                        + "}]}";
        String bearer = key.strip().substring("Authorization: Bearer ".length());
        accepted(send("POST", "/v1/chat/completions", Optional.of(json), bearer));
    }

    /// Any request of an owner that has to succeed.
    void ok(String method, String path, String json) throws Exception {
        accepted(send(method, path, Optional.of(json).filter(text -> !text.isEmpty())));
    }

    private static void accepted(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /// Posts JSON as an owner.
    Map<String, Object> post(String path, String json) throws Exception {
        return body(send("POST", path, Optional.of(json)));
    }

    private void awaitReadiness(Path log) throws Exception {
        for (int tenth = 0; tenth < 3_000; tenth++) {
            try {
                if (send("GET", "/health/readiness", Optional.empty()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                if (!process.orElseThrow().isAlive()) {
                    break;
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("The server did not start:\n" + Files.readString(log));
    }

    /// An empty installation knows its own guide; here it would be one more collection.
    void clear() throws Exception {
        Thread.sleep(3_000);
        for (Object document : (List<?>) get("/api/v1/documents?limit=200").get("data")) {
            delete((String) ((Map<?, ?>) document).get("id"));
        }
    }

    /// The questions of an XQuAD file, or of the small collection of this folder, which has the same format.
    static List<Question> questions(String language) throws IOException {
        Path file = DATA.resolve("xquad." + language + ".json");
        if (!Files.exists(file)) {
            file = Path.of("bench", "questions." + language + ".json");
        }
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "Put xquad."
                            + language
                            + ".json (github.com/google-deepmind/xquad) into "
                            + DATA.toAbsolutePath().normalize());
        }
        List<Question> questions = new ArrayList<>();
        for (Object article : list(Json.read(Files.readString(file)), "data")) {
            for (Object paragraph : list(article, "paragraphs")) {
                for (Object question : list(paragraph, "qas")) {
                    questions.add(
                            new Question(
                                    text(question, "question"),
                                    text(paragraph, "context"),
                                    text(article, "title"),
                                    list(question, "answers").stream()
                                            .map(answer -> text(answer, "text"))
                                            .toList()));
                }
            }
        }
        return questions;
    }

    /// Uploads each paragraph as a document, named by its number, and waits until all can be found.
    void upload(String language, List<String> paragraphs) throws Exception {
        for (String paragraph : paragraphs) {
            Map<String, Object> answer =
                    post(
                            "/api/v1/documents",
                            Json.write(
                                    Map.of(
                                            "title",
                                            language + " " + documents.size(),
                                            "text",
                                            paragraph)));
            documents.put((String) answer.get("id"), paragraph);
        }
        awaitIndex();
    }

    void awaitIndex() throws Exception {
        for (int tenth = 0; tenth < 6_000; tenth++) {
            int waiting = 0;
            for (String status : List.of("queued", "reading", "indexing")) {
                waiting +=
                        ((List<?>) get("/api/v1/documents?limit=1&status=" + status).get("data"))
                                .size();
            }
            if (waiting == 0) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("The documents are not all indexed after ten minutes.");
    }

    /// How many passages all documents have together.
    long passages() throws Exception {
        long count = 0;
        Object cursor = "";
        do {
            String more = cursor.equals("") ? "" : "&cursor=" + cursor;
            Map<String, Object> page = get("/api/v1/documents?limit=200" + more);
            for (Object document : list(page, "data")) {
                count += ((Double) ((Map<?, ?>) document).get("passages")).longValue();
            }
            cursor = page.get("next");
        } while (!cursor.equals(""));
        return count;
    }

    /// Waits until nothing is left to be done in the background. Metrics count the jobs every few seconds only.
    void awaitJobs() throws Exception {
        int quiet = 0;
        for (int turn = 0; turn < 1_800 && quiet < 3; turn++) {
            Thread.sleep(2_000);
            String metrics = send("GET", "/metrics", Optional.empty()).body();
            boolean none =
                    metrics.lines()
                            .filter(line -> line.startsWith("job_queue_depth{"))
                            // others wait for their hour
                            .filter(line -> line.contains("waiting") || line.contains("running"))
                            .filter(line -> line.contains("ingest") || line.contains("embed-passages"))
                            .allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
            quiet = none ? quiet + 1 : 0;
        }
        if (quiet < 3) {
            throw new IllegalStateException("There is still work after an hour.");
        }
    }

    /// Takes documents with these paragraphs away again.
    void remove(List<String> paragraphs) throws Exception {
        for (Map.Entry<String, String> document : List.copyOf(documents.entrySet())) {
            if (paragraphs.contains(document.getValue())) {
                delete(document.getKey());
                documents.remove(document.getKey());
            }
        }
    }

    void removeAll() throws Exception {
        remove(List.copyOf(documents.values()));
    }

    private void delete(String document) throws Exception {
        HttpResponse<String> answer =
                send("DELETE", "/api/v1/documents/" + document, Optional.empty());
        if (answer.statusCode() >= 300 && answer.statusCode() != 404) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /// The paragraph of an uploaded document.
    String paragraph(Object document) {
        return documents.getOrDefault((String) document, "");
    }

    List<?> search(String question) throws Exception {
        return (List<?>)
                get("/api/v1/search?limit=10&q="
                                + URLEncoder.encode(question, StandardCharsets.UTF_8))
                        .get("data");
    }

    /// The id of the agent that answers when none is named.
    String agent() throws Exception {
        List<?> agents = (List<?>) get("/api/v1/agents").get("data");
        return text(agents.getFirst(), "id");
    }

    /// What the agent would answer.
    String ask(String agent, String question) throws Exception {
        return (String)
                post("/api/v1/agents/" + agent + "/test", Json.write(Map.of("message", question)))
                        .get("answer");
    }

    private Map<String, Object> get(String path) throws Exception {
        return body(send("GET", path, Optional.empty()));
    }

    private static Map<String, Object> body(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return Json.read(answer.body());
    }

    private HttpResponse<String> send(String method, String path, Optional<String> json)
            throws IOException, InterruptedException {
        return send(method, path, json, token);
    }

    private HttpResponse<String> send(
            String method, String path, Optional<String> json, String bearer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + bearer)
                        .method(
                                method,
                                json.map(HttpRequest.BodyPublishers::ofString)
                                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        json.ifPresent(_ -> request.header("Content-Type", "application/json"));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static double percentile(double[] millis, double share) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }

    @Override
    public void close() throws Exception {
        if (process.isPresent()) {
            process.get().close();
            Scratch.remove(data.orElseThrow());
        } else {
            removeAll();
        }
        client.close();
    }

    static List<?> list(Object map, String name) {
        return (List<?>) ((Map<?, ?>) map).get(name);
    }

    static String text(Object map, String name) {
        return (String) ((Map<?, ?>) map).get(name);
    }

    /// As much JSON as a benchmark needs, so that it runs without the build's class path.
    static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> read(String text) {
            return (Map<String, Object>) new Json(text).value();
        }

        static String write(Map<String, String> fields) {
            List<String> written = new ArrayList<>();
            fields.forEach((name, value) -> written.add(quote(name) + ":" + quote(value)));
            return "{" + String.join(",", written) + "}";
        }

        private static String quote(String text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char each : text.toCharArray()) {
                if (each == '"' || each == '\\') {
                    quoted.append('\\').append(each);
                } else if (each < ' ') {
                    quoted.append(String.format("\\u%04x", (int) each));
                } else {
                    quoted.append(each);
                }
            }
            return quoted.append('"').toString();
        }

        private Object value() {
            char first = next();
            return switch (first) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                default -> word(first);
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (char each = next(); each != '}'; each = next()) {
                if (each == '"') {
                    String name = string();
                    next();
                    fields.put(name, value());
                }
            }
            return fields;
        }

        private List<Object> array() {
            List<Object> values = new ArrayList<>();
            for (char each = next(); each != ']'; each = next()) {
                if (each != ',') {
                    at--;
                    values.add(value());
                }
            }
            return values;
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            for (char each = text.charAt(at++); each != '"'; each = text.charAt(at++)) {
                string.append(each == '\\' ? escaped() : each);
            }
            return string.toString();
        }

        private char escaped() {
            char each = text.charAt(at++);
            return switch (each) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> {
                    at += 4;
                    yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
                }
                default -> each;
            };
        }

        private Object word(char first) {
            int from = at - 1;
            while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            return switch (first) {
                case 't', 'f' -> Boolean.valueOf(word);
                case 'n' -> "";
                default -> Double.valueOf(word);
            };
        }

        private char next() {
            char each = text.charAt(at++);
            while (Character.isWhitespace(each)) {
                each = text.charAt(at++);
            }
            return each;
        }
    }
}
