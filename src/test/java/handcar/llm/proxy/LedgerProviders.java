package handcar.llm.proxy;

import module java.base;

import handcar.fakes.FakeAnthropic;
import handcar.fakes.FakeConnection;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;

/// The providers of a [LedgerRun], which count for each call how many tokens it used.
final class LedgerProviders implements AutoCloseable {
    private static final Pattern CALL = Pattern.compile("call-(\\d+)-");

    /// A call is known by the tokens that it read.
    static final int FIRST = 1_000;

    /// What a program does, and what its provider does with it.
    enum Sort {
        WHOLE,
        STREAM,
        TRIED_AGAIN,
        FALLBACK,
        LEFT;

        static Sort of(int call) {
            return switch (call % 10) {
                case 0, 1, 2, 3 -> WHOLE;
                case 4, 5, 6 -> STREAM;
                case 7 -> TRIED_AGAIN;
                case 8 -> FALLBACK;
                default -> LEFT;
            };
        }
    }

    /// What a provider counted, or what the ledger says of a call.
    record Figures(String provider, int call, long cached, long output, long picoUsd) {
        static Figures openAi(int call) {
            long cached = call % 500;
            long output = 10L + call % 90;
            long cost =
                    (FIRST + call - cached) * 2_500_000 + cached * 1_250_000 + output * 10_000_000;
            return new Figures("openai", call, cached, output, cost);
        }

        static Figures anthropic(int call) {
            long output = 10L + call % 90;
            long cost = (FIRST + call) * 1_000_000L + output * 5_000_000;
            return new Figures("anthropic", call, 0, output, cost);
        }
    }

    final FakeOpenAi openAi = new FakeOpenAi();
    final FakeAnthropic anthropic = new FakeAnthropic();

    /// The calls that reached a provider.
    final Set<Integer> begun = ConcurrentHashMap.newKeySet();

    /// What was counted for each.
    final Map<Integer, Figures> counted = new ConcurrentHashMap<>();

    LedgerProviders() {
        openAi.usual(this::answer);
        anthropic.usual((request, wire) -> claude(request).to(request, wire));
    }

    /// What a call says, so that it is known again.
    static String words(int call) {
        return "call-" + call + "-";
    }

    private static int call(FakeRequest request) {
        Matcher said = CALL.matcher(request.text());
        if (!said.find()) {
            throw new IllegalStateException(request.text());
        }
        return Integer.parseInt(said.group(1));
    }

    private void answer(FakeRequest request, FakeConnection wire)
            throws IOException, InterruptedException {
        int call = call(request);
        boolean first = begun.add(call);
        Sort sort = Sort.of(call);
        if (sort == Sort.FALLBACK || (sort == Sort.TRIED_AGAIN && first)) {
            FakeOpenAi.error(500, "server_error", "", "Broken.").to(request, wire);
            return;
        }
        Figures figures = Figures.openAi(call);
        Map<String, Object> usage =
                Map.of(
                        "prompt_tokens", FIRST + call,
                        "completion_tokens", figures.output(),
                        "prompt_tokens_details", Map.of("cached_tokens", figures.cached()));
        if (!request.json().isTrue("stream")) {
            counted.put(call, figures);
            FakeReply.json(200, Map.of("model", "gpt-4o", "choices", List.of(), "usage", usage))
                    .to(request, wire);
            return;
        }
        wire.openStream("text/event-stream");
        wire.chunk(FakeOpenAi.chunk("Hello"));
        if (sort == Sort.LEFT) {
            wire.waitUntilLeft();
        }
        wire.chunk(FakeOpenAi.finish("stop"));
        counted.put(call, figures);
        wire.chunk(
                FakeOpenAi.data(Map.of("model", "gpt-4o", "choices", List.of(), "usage", usage)));
        wire.chunk(FakeOpenAi.done());
        wire.endStream();
    }

    private FakeReply claude(FakeRequest request) {
        int call = call(request);
        Figures figures = Figures.anthropic(call);
        counted.put(call, figures);
        return FakeReply.json(
                200,
                Map.of(
                        "id", "msg_1",
                        "type", "message",
                        "role", "assistant",
                        "model", "claude-haiku-4-5",
                        "content", List.of(Map.of("type", "text", "text", "Hello")),
                        "stop_reason", "end_turn",
                        "usage",
                                Map.of(
                                        "input_tokens",
                                        FIRST + call,
                                        "output_tokens",
                                        figures.output())));
    }

    @Override
    public void close() {
        openAi.close();
        anthropic.close();
    }
}
