package handcar.agent;

import module java.base;

import handcar.db.Database;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.rag.search.SearchHit;
import handcar.text.TextSanitizer;

import org.jspecify.annotations.Nullable;

/// What each answer was written from: the passages with their scores, and the calls of models with tokens, cost and time.
final class RunStore {
    /// In characters, of a passage; the document has the whole.
    private static final int LONGEST_PASSAGE = 600;

    private static final double MICRO = 1_000_000.0;

    private final Database db;

    RunStore(Database db) {
        this.db = db;
    }

    /// Remembers, in the transaction that stores an answer, what it was written from.
    void add(
            Tx tx,
            UUID run,
            UUID message,
            Optional<UUID> agent,
            GeneratedAnswer written,
            Instant begun) {
        tx.named("agent.add-run")
                .with("id", run)
                .with("message_id", message)
                .with("agent_id", agent)
                .with(
                        "passages",
                        Jsonb.of(
                                IntStream.range(0, written.hits().size())
                                        .mapToObj(i -> passage(written, i))
                                        .toList()))
                .with("started_at", begun)
                .with("ended_at", Instant.now())
                .change();
    }

    private static Map<String, Object> passage(GeneratedAnswer written, int at) {
        SearchHit hit = written.hits().get(at);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", at + 1);
        json.put("passage_id", hit.passageId().toString());
        json.put("document_id", hit.documentId().toString());
        json.put("title", hit.title());
        json.put("page", hit.page().orElse(null));
        json.put("text", TextSanitizer.first(LONGEST_PASSAGE, hit.text()));
        json.put("score", hit.score());
        json.put("lexical_score", hit.lexicalScore());
        json.put("vector_score", hit.vectorScore().orElse(null));
        json.put("start", hit.start());
        json.put("end", hit.end());
        json.put("confirmed", written.confirmed(at));
        return json;
    }

    /// The runs of a conversation, the newest first.
    List<Map<String, Object>> of(UUID conversation) {
        return json(db.named("agent.runs").with("conversation", conversation).list(Run::of));
    }

    Optional<Map<String, Object>> find(UUID id) {
        return json(db.named("agent.run").with("id", id).list(Run::of)).stream().findFirst();
    }

    private List<Map<String, Object>> json(List<Run> runs) {
        Map<UUID, List<Map<String, Object>>> calls = new HashMap<>();
        db.named("agent.run-calls")
                .with("runs", runs.stream().map(Run::id).toArray(UUID[]::new))
                .list(row -> Map.entry(row.uuid("run_id"), call(row)))
                .forEach(
                        each ->
                                calls.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                                        .add(each.getValue()));
        return runs.stream()
                .map(run -> json(run, calls.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private record Run(
            UUID id,
            UUID conversation,
            UUID message,
            Optional<UUID> agent,
            List<Object> passages,
            Instant startedAt,
            Instant endedAt) {
        static Run of(Row row) {
            return new Run(
                    row.uuid("id"),
                    row.uuid("conversation_id"),
                    row.uuid("message_id"),
                    row.findUuid("agent_id"),
                    row.array("passages"),
                    row.instant("started_at"),
                    row.instant("ended_at"));
        }
    }

    private static Map<String, Object> json(Run run, List<Map<String, Object>> calls) {
        List<Map<String, Object>> steps = new ArrayList<>();
        Map<String, Object> retrieval = step("retrieve", "knowledge", "done", run.startedAt());
        retrieval.put("response", Map.of("passages", run.passages()));
        steps.add(retrieval);
        steps.addAll(calls);
        if (steps.size() == 1) {
            steps.add(step("model", "built-in", "done", run.startedAt()));
        }
        for (int n = 0; n < steps.size(); n++) {
            steps.get(n).put("n", n + 1);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id().toString());
        json.put("conversation_id", run.conversation().toString());
        json.put("message_id", run.message().toString());
        json.put("agent_id", run.agent().map(UUID::toString).orElse(null));
        json.put("agent_version", null);
        json.put("status", "done");
        json.put("cost_usd", cost(steps));
        json.put("started_at", run.startedAt().toString());
        json.put("ended_at", run.endedAt().toString());
        json.put("steps", steps);
        return json;
    }

    /// Null when one of the calls has no known price, which is no price of zero.
    private static @Nullable Object cost(List<Map<String, Object>> steps) {
        List<Object> costs =
                steps.stream()
                        .filter(step -> step.containsKey("cost_usd"))
                        .map(step -> Optional.ofNullable(step.get("cost_usd")).orElse(""))
                        .toList();
        return costs.contains("")
                ? null
                : costs.stream().mapToDouble(each -> ((Number) each).doubleValue()).sum();
    }

    private static Map<String, Object> call(Row row) {
        String outcome = row.text("outcome");
        Map<String, Object> step =
                step(
                        kind(row.text("purpose")),
                        row.text("provider") + "/" + row.text("model"),
                        outcome.equals("ok") ? "done" : "failed",
                        row.instant("at"));
        step.put("outcome", outcome);
        step.put("input_tokens", row.number("input_tokens"));
        step.put("output_tokens", row.number("output_tokens"));
        step.put("cost_usd", row.findReal("cost_micro_usd").map(cost -> cost / MICRO).orElse(null));
        step.put("duration_ms", row.number("latency_ms"));
        return step;
    }

    private static String kind(String purpose) {
        return purpose.equals("answer") ? "model" : purpose;
    }

    private static Map<String, Object> step(
            String kind, String name, String status, Instant startedAt) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("kind", kind);
        step.put("name", name);
        step.put("status", status);
        step.put("started_at", startedAt.toString());
        return step;
    }
}
