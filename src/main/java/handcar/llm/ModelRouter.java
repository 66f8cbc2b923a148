package handcar.llm;

import module java.base;

import handcar.config.Logging;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.ModelCall;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderResponse;
import handcar.net.CircuitState;
import handcar.time.RetrySchedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Asks the providers of a model in turn: when one fails before its first word, the next one is asked. Handcar itself and
/// the programs that use its API are served by the same providers. Blocks.
public final class ModelRouter {
    /// While there is another provider to ask: one more try, after a short wait.
    private static final RetrySchedule SOON =
            RetrySchedule.doubling(Duration.ofMillis(300), Duration.ofSeconds(1)).attempts(2);

    private static final Logger LOG = System.getLogger(ModelRouter.class.getName());

    private final MeteredProviders providers;
    private final RetrySchedule retries;

    /// @param retries for the last provider there is to ask
    public ModelRouter(
            List<ModelProvider> providers, RetrySchedule retries, CallRecorder recorder) {
        this(providers, ModelSources.NONE, retries, recorder);
    }

    /// @param added providers and names that may change
    public ModelRouter(
            List<ModelProvider> providers,
            ModelSources added,
            RetrySchedule retries,
            CallRecorder recorder) {
        this(new MeteredProviders(providers, added, recorder), retries);
    }

    private ModelRouter(MeteredProviders providers, RetrySchedule retries) {
        this.providers = providers;
        this.retries = retries;
    }

    /// The same providers, and one more behind them.
    public ModelRouter and(ModelProvider last) {
        return new ModelRouter(providers.and(last), retries);
    }

    /// What a provider answered, and the record of the call.
    public record Completed<T>(T answer, ModelCall call) {}

    /// The whole answer; [NoModelAvailableException] when no provider gave one.
    ///
    /// @param reader makes something of the answer, or throws [handcar.json.MalformedJsonException] when it makes no sense
    public <T> Completed<T> complete(ModelRequest request, Function<ProviderResponse, T> reader) {
        return firstToAnswer(
                request,
                (provider, attempt) ->
                        provider.complete(request, attempt.model, attempt.retries, reader));
    }

    /// The answer as it is written; [NoModelAvailableException] when no provider began one.
    ///
    /// @param beginning waits for the first word. Once it is there a failure is the caller's to handle, because another
    ///     provider would say it differently.
    public <T> T stream(ModelRequest request, Function<MeteredStream, T> beginning) {
        return firstToAnswer(
                request,
                (provider, attempt) ->
                        provider.stream(request, attempt.model, attempt.retries, beginning));
    }

    /// The answer for a program, as it is written or whole; [NoModelAvailableException] when no provider began one.
    ///
    /// @param beginning waits for the first bytes
    public <T> T pass(ModelRequest request, Function<MeteredStream, T> beginning) {
        return firstToAnswer(
                request,
                (provider, attempt) ->
                        provider.pass(request, attempt.model, attempt.retries, beginning));
    }

    /// Whether any provider may be asked now; costs nothing.
    public boolean available() {
        return providers.all().stream()
                .anyMatch(it -> it.provider().breaker() != CircuitState.OPEN);
    }

    /// The state of each provider.
    public List<ProviderHealth> health() {
        List<ProviderHealth> health = new ArrayList<>();
        providers.all().forEach(provider -> health.add(provider.health()));
        return health;
    }

    /// The providers that a request would be sent to, in this order.
    public List<ModelCatalog.Route> routes(ModelRequest request) {
        return providers.catalog().routes(request);
    }

    /// The names of the models there are, in OpenAI's JSON.
    public List<Map<String, Object>> models() {
        return providers.catalog().models();
    }

    /// One of them, or one that a provider's name is put before.
    public Optional<Map<String, Object>> model(String id) {
        return providers.catalog().model(id);
    }

    private record Attempt(String model, RetrySchedule retries) {}

    private <T> T firstToAnswer(
            ModelRequest request, BiFunction<MeteredProvider, Attempt, T> asking) {
        List<ProviderException> failures = new ArrayList<>();
        List<ModelCatalog.Route> routes = routes(request);
        for (int i = 0; i < routes.size(); i++) {
            if (request.remaining().filter(left -> !left.isPositive()).isPresent()) {
                break;
            }
            ModelCatalog.Route route = routes.get(i);
            boolean last = i == routes.size() - 1;
            try {
                return asking.apply(
                        provider(route.provider()),
                        new Attempt(route.model(), last ? retries : SOON));
            } catch (ProviderException e) {
                if (e.isCancelled()) {
                    throw e; // the caller left
                }
                failures.add(e);
                if (isFinal(e, request)) {
                    break;
                }
                LOG.log(
                        Level.DEBUG,
                        "model.failed provider=" + e.provider() + " error=" + Logging.quoted(e));
            }
        }
        throw new NoModelAvailableException(failures);
    }

    private MeteredProvider provider(String name) {
        return providers.all().stream()
                .filter(it -> it.provider().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Whether another provider would say the same, because the request itself is at fault. A model that does not exist is
    /// the fault of the caller who named it.
    private static boolean isFinal(ProviderException failure, ModelRequest request) {
        if (!request.isStrict()) {
            return false;
        }
        return switch (failure.kind()) {
            case BUDGET_SPENT, BUDGET_HELD, TOKENS_USED -> true;
            // it answered, and another answer would be paid for too
            case TOO_LARGE -> true;
            case UNPRICED_MODEL -> !request.model().equals(ModelRequest.ANY_MODEL);
            case REFUSED -> isFinal(failure.status(), request);
            case OVERLOADED,
                    RATE_LIMITED,
                    TIMED_OUT,
                    UNREACHABLE,
                    PRIVATE_ADDRESS,
                    MALFORMED,
                    KEY_REFUSED,
                    BREAKER_OPEN,
                    CANCELLED ->
                    false;
        };
    }

    private static boolean isFinal(int status, ModelRequest request) {
        return switch (status) {
            case 400, 409, 413, 422 -> true;
            case 404 -> !request.model().equals(ModelRequest.ANY_MODEL);
            default -> false;
        };
    }
}
