package handcar.llm;

import handcar.llm.ModelProvider.Patience;
import handcar.problem.Problem;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Connects a program with the provider that carries the model it names, and with the next one when that one fails
/// before its first word. Every try is written into the ledger.
final class ProxyRouter {
    /// The name for "whoever can answer", and what is meant by a request that names no model.
    static final String DEFAULT = "handcar";

    private static final Logger LOG = System.getLogger(ProxyRouter.class.getName());

    private final Map<String, Line> lines = new HashMap<>();
    private final ModelCatalog catalogue;
    private final CallRecorder cached;

    /// A provider and the book its calls are written in.
    private record Line(ProxyBackend carrier, CallRecorder books) {}

    ProxyRouter(List<ProxyBackend> carriers, ModelCatalog catalogue, CallLog callLog) {
        for (ProxyBackend backend : carriers) {
            String name = backend.name();
            lines.put(name, new Line(backend, new CallRecorder(name, callLog)));
        }
        this.catalogue = catalogue;
        this.cached = new CallRecorder(Gateway.CACHE, callLog);
    }

    /// A connection that was made.
    record Connected<T>(T answer, String provider) {}

    /// The whole answer; [ProviderException] of the first provider asked when none could give it.
    Connected<ProxyResponse> whole(ProxyRequest asked) {
        return firstToAnswer(
                asked,
                (line, leg) -> {
                    CallRecorder.Entry entry = line.books.open(asked, leg.model());
                    try {
                        ProxyResponse response =
                                line.carrier.whole(asked, leg.model(), leg.patience());
                        entry.paid(response.model(), response.usage());
                        return response;
                    } catch (ProviderException e) {
                        entry.lost(e.label(), leg.model(), TokenUsage.NONE);
                        throw e;
                    }
                });
    }

    /// Writes down that an answer was given again and nobody was asked.
    void again(ProxyRequest asked) {
        cached.open(asked, asked.model()).lost("cached", asked.model(), TokenUsage.NONE);
    }

    /// The answer as it is written; returns with its first event. Must be closed.
    Connected<ProxyStream> stream(ProxyRequest asked) {
        return firstToAnswer(
                asked,
                (line, leg) -> {
                    CallRecorder.Entry entry = line.books.open(asked, leg.model());
                    Optional<ProxyStream> passage = Optional.empty();
                    try {
                        ProxyStream opened =
                                line.carrier.stream(asked, leg.model(), leg.patience());
                        passage = Optional.of(opened);
                        opened.begin();
                        return new MeteredProxyStream(opened, entry);
                    } catch (ProviderException e) {
                        passage.ifPresent(ProxyStream::close);
                        entry.lost(e.label(), leg.model(), TokenUsage.NONE);
                        throw e;
                    }
                });
    }

    private <T> Connected<T> firstToAnswer(ProxyRequest asked, BiFunction<Line, Leg, T> asking) {
        List<ProviderException> failures = new ArrayList<>();
        List<Leg> legs = legs(asked);
        for (Leg leg : legs) {
            try {
                T answer = asking.apply(leg.line(), leg);
                return new Connected<>(answer, leg.line().carrier().name());
            } catch (ProviderException e) {
                failures.add(e);
                if (isFinal(e, asked)) {
                    break;
                }
                LOG.log(Level.DEBUG, "no answer from " + e.provider() + ": " + e.sentence());
            }
        }
        throw failures.getFirst();
    }

    /// Whom to ask in turn, and for which model.
    ///
    /// @param patience little while somebody else is left
    private record Leg(Line line, String model, Patience patience) {}

    private List<Leg> legs(ProxyRequest asked) {
        List<ModelCatalog.Route> routes = catalogue.routes(asked);
        List<Leg> legs = new ArrayList<>();
        for (ModelCatalog.Route route : routes) {
            Line line = lines.get(route.provider());
            if (line != null) {
                boolean last = legs.size() == routes.size() - 1;
                legs.add(new Leg(line, route.model(), last ? Patience.FULL : Patience.LITTLE));
            }
        }
        if (legs.isEmpty()) {
            throw new Problem.NotFound(
                    "model_not_found",
                    "There is no model by this name here; GET /v1/models lists those there are.");
        }
        return legs;
    }

    /// Whether another provider would say the same: the request itself is at fault, or nobody waits any more. A model that
    /// does not exist is the fault of whoever named it.
    private static boolean isFinal(ProviderException failure, ProxyRequest asked) {
        return switch (failure) {
            case ProviderException.Cancelled _ -> true;
            case ProviderException.Refused refused ->
                    switch (refused.status()) {
                        case 400, 409, 413, 422 -> true;
                        case 404 -> !asked.model().equals(DEFAULT);
                        default -> false;
                    };
            case ProviderException.RateLimited _,
                    ProviderException.Overloaded _,
                    ProviderException.TimedOut _,
                    ProviderException.Unreachable _,
                    ProviderException.Malformed _,
                    ProviderException.BreakerOpen _ ->
                    false;
        };
    }
}
