package handcar.llm.cost;

import module java.base;

import handcar.config.Logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Prices the calls of models and writes each into the call log when it ends.
public final class CallRecorder {
    private static final Logger LOG = System.getLogger(CallRecorder.class.getName());

    private final CallLog callLog;

    public CallRecorder(CallLog callLog) {
        this.callLog = callLog;
    }

    /// A call begins now.
    ///
    /// @param model the model that is asked for
    public Entry open(String provider, String model, CallOrigin origin) {
        return new Entry(provider, model, origin);
    }

    /// Records an answer that was given from a cache, so that no provider was asked.
    public void cached(String provider, String model, CallOrigin origin) {
        open(provider, model, origin).lost("cached", model, TokenUsage.NONE);
    }

    /// One call while it runs.
    public final class Entry {
        private final String provider;
        private final String model;
        private final CallOrigin origin;
        private final Instant at = Instant.now();
        private final long started = System.nanoTime();

        private Entry(String provider, String model, CallOrigin origin) {
            this.provider = provider;
            this.model = model;
            this.origin = origin;
        }

        /// The call gave a whole answer.
        ///
        /// @param named the model as the provider calls it
        public ModelCall paid(String named, TokenUsage usage) {
            return record(named, usage, price(named, usage), "ok");
        }

        /// The call gave no whole answer. What was written until then costs money as well.
        public ModelCall lost(String outcome, String named, TokenUsage usage) {
            OptionalLong cost =
                    usage.equals(TokenUsage.NONE) ? OptionalLong.of(0) : price(named, usage);
            return record(model, usage, cost, outcome);
        }

        /// Under the name the provider gives the model, or else the one it was asked for by.
        private OptionalLong price(String name, TokenUsage usage) {
            OptionalLong named = PriceList.cost(name, usage);
            return named.isPresent() ? named : PriceList.cost(model, usage);
        }

        /// A log that cannot be written costs a line in the server's log, not the customer's answer.
        private ModelCall record(
                String named, TokenUsage usage, OptionalLong cost, String outcome) {
            Duration latency = Duration.ofNanos(System.nanoTime() - started);
            ModelCall call =
                    new ModelCall(at, provider, named, origin, usage, cost, latency, outcome);
            try {
                callLog.record(call);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "call_log.lost call=" + Logging.quoted(call.toString()), e);
            }
            return call;
        }
    }
}
