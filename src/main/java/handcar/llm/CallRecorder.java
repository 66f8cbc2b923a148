package handcar.llm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Prices calls and writes them into the ledger.
final class CallRecorder {
    private static final Logger LOG = System.getLogger(CallRecorder.class.getName());

    private final String provider;
    private final CallLog callLog;

    CallRecorder(String provider, CallLog callLog) {
        this.provider = provider;
        this.callLog = callLog;
    }

    Entry open(ChatRequest request, String model) {
        return new Entry(
                request.purpose(),
                request.conversation(),
                request.agent(),
                Optional.empty(),
                model);
    }

    /// A program's call.
    Entry open(ProxyRequest asked, String model) {
        return new Entry(
                asked.kind().purpose(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(asked.by().id()),
                model);
    }

    /// A ledger that cannot write costs a line in the log, not the customer's answer.
    static void write(CallLog callLog, ModelCall call) {
        try {
            callLog.record(call);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A model call is missing in the ledger: " + call, e);
        }
    }

    /// One call while it runs.
    final class Entry {
        private final String purpose;
        private final Optional<UUID> conversation;
        private final Optional<UUID> agent;
        private final Optional<UUID> apiKey;
        private final String model;
        private final Instant at = Instant.now();
        private final long started = System.nanoTime();

        private Entry(
                String purpose,
                Optional<UUID> conversation,
                Optional<UUID> agent,
                Optional<UUID> apiKey,
                String model) {
            this.purpose = purpose;
            this.conversation = conversation;
            this.agent = agent;
            this.apiKey = apiKey;
            this.model = model;
        }

        ChatResponse paid(ProviderResponse answer) {
            Duration latency = latency();
            OptionalLong cost = paid(answer.model(), answer.usage(), latency);
            return new ChatResponse(
                    answer.text(),
                    answer.toolCalls(),
                    answer.finish(),
                    answer.usage(),
                    provider,
                    answer.model(),
                    cost,
                    latency);
        }

        /// A whole answer by the model the provider names.
        OptionalLong paid(String named, TokenUsage usage) {
            return paid(named, usage, latency());
        }

        private OptionalLong paid(String named, TokenUsage usage, Duration latency) {
            OptionalLong cost = price(named, usage);
            write(callLog, call(named, usage, cost, latency, "ok"));
            return cost;
        }

        /// A call that gave no whole answer. What was written until then has to be paid all the same.
        void lost(String outcome, Optional<ProviderResponse> soFar) {
            lost(
                    outcome,
                    soFar.map(ProviderResponse::model).orElse(model),
                    soFar.map(ProviderResponse::usage).orElse(TokenUsage.NONE));
        }

        void lost(String outcome, String named, TokenUsage usage) {
            OptionalLong cost =
                    usage.equals(TokenUsage.NONE) ? OptionalLong.of(0) : price(named, usage);
            write(callLog, call(model, usage, cost, latency(), outcome));
        }

        /// Under the name the provider gives it, or the one we asked for.
        private OptionalLong price(String name, TokenUsage usage) {
            OptionalLong named = PriceList.cost(name, usage);
            return named.isPresent() ? named : PriceList.cost(model, usage);
        }

        private ModelCall call(
                String named,
                TokenUsage usage,
                OptionalLong cost,
                Duration latency,
                String outcome) {
            return new ModelCall(
                    at,
                    provider,
                    named,
                    purpose,
                    conversation,
                    agent,
                    apiKey,
                    usage,
                    cost,
                    latency,
                    outcome);
        }

        private Duration latency() {
            return Duration.ofNanos(System.nanoTime() - started);
        }
    }
}
