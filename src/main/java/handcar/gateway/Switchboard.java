package handcar.gateway;

import handcar.gateway.Provider.Patience;
import handcar.http.Problem;

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
final class Switchboard {
    /// The name for "whoever can answer", and what is meant by a request that names no model.
    static final String DEFAULT = "handcar";

    private static final Logger LOG = System.getLogger(Switchboard.class.getName());

    private final Map<String, Line> lines = new HashMap<>();
    private final Catalogue catalogue;
    private final Books cached;

    /// A provider and the book its calls are written in.
    private record Line(Carrier carrier, Books books) {}

    Switchboard(List<Carrier> carriers, Catalogue catalogue, Ledger ledger) {
        for (Carrier carrier : carriers) {
            String name = carrier.name();
            lines.put(name, new Line(carrier, new Books(name, ledger)));
        }
        this.catalogue = catalogue;
        this.cached = new Books(Gateway.CACHE, ledger);
    }

    /// A connection that was made.
    record Connected<T>(T answer, String provider) {}

    /// The whole answer; [ProviderFailure] of the first provider asked when none could give it.
    Connected<Whole> whole(Asked asked) {
        return firstToAnswer(
                asked,
                (line, leg) -> {
                    Books.Entry entry = line.books.open(asked, leg.model());
                    try {
                        Whole whole = line.carrier.whole(asked, leg.model(), leg.patience());
                        entry.paid(whole.model(), whole.usage());
                        return whole;
                    } catch (ProviderFailure e) {
                        entry.lost(e.label(), leg.model(), Usage.NONE);
                        throw e;
                    }
                });
    }

    /// Writes down that an answer was given again and nobody was asked.
    void again(Asked asked) {
        cached.open(asked, asked.model()).lost("cached", asked.model(), Usage.NONE);
    }

    /// The answer as it is written; returns with its first event. Must be closed.
    Connected<Passage> stream(Asked asked) {
        return firstToAnswer(
                asked,
                (line, leg) -> {
                    Books.Entry entry = line.books.open(asked, leg.model());
                    Optional<Passage> passage = Optional.empty();
                    try {
                        Passage opened = line.carrier.stream(asked, leg.model(), leg.patience());
                        passage = Optional.of(opened);
                        opened.begin();
                        return new CountedPassage(opened, entry);
                    } catch (ProviderFailure e) {
                        passage.ifPresent(Passage::close);
                        entry.lost(e.label(), leg.model(), Usage.NONE);
                        throw e;
                    }
                });
    }

    private <T> Connected<T> firstToAnswer(Asked asked, BiFunction<Line, Leg, T> asking) {
        List<ProviderFailure> failures = new ArrayList<>();
        List<Leg> legs = legs(asked);
        for (Leg leg : legs) {
            try {
                T answer = asking.apply(leg.line(), leg);
                return new Connected<>(answer, leg.line().carrier().name());
            } catch (ProviderFailure e) {
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

    private List<Leg> legs(Asked asked) {
        List<Catalogue.Route> routes = catalogue.routes(asked);
        List<Leg> legs = new ArrayList<>();
        for (Catalogue.Route route : routes) {
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
    private static boolean isFinal(ProviderFailure failure, Asked asked) {
        return switch (failure) {
            case ProviderFailure.Cancelled _ -> true;
            case ProviderFailure.Refused refused ->
                    switch (refused.status()) {
                        case 400, 409, 413, 422 -> true;
                        case 404 -> !asked.model().equals(DEFAULT);
                        default -> false;
                    };
            case ProviderFailure.RateLimited _,
                    ProviderFailure.Overloaded _,
                    ProviderFailure.TimedOut _,
                    ProviderFailure.Unreachable _,
                    ProviderFailure.Malformed _,
                    ProviderFailure.BreakerOpen _ ->
                    false;
        };
    }
}
