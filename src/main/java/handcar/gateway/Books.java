package handcar.gateway;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Prices calls and writes them into the ledger.
final class Books {
    private static final Logger LOG = System.getLogger(Books.class.getName());

    private final String provider;
    private final Ledger ledger;

    Books(String provider, Ledger ledger) {
        this.provider = provider;
        this.ledger = ledger;
    }

    Entry open(ChatRequest request, String model) {
        return new Entry(request, model);
    }

    /// A ledger that cannot write costs a line in the log, not the customer's answer.
    static void write(Ledger ledger, ModelCall call) {
        try {
            ledger.record(call);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A model call is missing in the ledger: " + call, e);
        }
    }

    /// One call while it runs.
    final class Entry {
        private final ChatRequest request;
        private final String model;
        private final Instant at = Instant.now();
        private final long started = System.nanoTime();

        private Entry(ChatRequest request, String model) {
            this.request = request;
            this.model = model;
        }

        ChatResult paid(ProviderAnswer answer) {
            OptionalLong cost = price(answer);
            Duration latency = latency();
            write(ledger, call(answer.model(), answer.usage(), cost, latency, "ok"));
            return new ChatResult(
                    answer.text(),
                    answer.toolCalls(),
                    answer.finish(),
                    answer.usage(),
                    provider,
                    answer.model(),
                    cost,
                    latency);
        }

        /// A call that gave no whole answer. What was written until then has to be paid all the same.
        void lost(String outcome, Optional<ProviderAnswer> soFar) {
            Usage usage = soFar.map(ProviderAnswer::usage).orElse(Usage.NONE);
            OptionalLong cost = soFar.map(this::price).orElse(OptionalLong.of(0));
            write(ledger, call(model, usage, cost, latency(), outcome));
        }

        /// Under the name the provider gives it, or the one we asked for.
        private OptionalLong price(ProviderAnswer answer) {
            OptionalLong named = Prices.cost(answer.model(), answer.usage());
            return named.isPresent() ? named : Prices.cost(model, answer.usage());
        }

        private ModelCall call(
                String named, Usage usage, OptionalLong cost, Duration latency, String outcome) {
            return new ModelCall(
                    at,
                    provider,
                    named,
                    request.purpose(),
                    request.conversation(),
                    request.agent(),
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
