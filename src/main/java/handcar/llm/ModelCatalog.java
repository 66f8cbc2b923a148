package handcar.llm;

import module java.base;

import handcar.llm.cost.PriceList;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;

/// Which names there are for models, and which providers stand behind each, in the order in which they are asked.
public final class ModelCatalog {
    /// OpenAI's clients expect a time of creation; here it is the start of this process.
    private final long made = Instant.now().getEpochSecond();

    private final List<ModelProvider> providers;

    ModelCatalog(List<ModelProvider> providers) {
        this.providers = providers;
    }

    /// One provider to ask, and for which model.
    public record Route(String provider, String model) {}

    /// Whom to ask in turn: the model's own providers first, then the others for the models they use instead.
    List<Route> routes(ModelRequest request) {
        return switch (request.kind()) {
            case CHAT -> chat(request);
            case EMBEDDINGS -> embeddings(request);
        };
    }

    /// A model that a caller names is never answered by the built-in one, which cannot do what is expected of a model.
    private List<Route> chat(ModelRequest request) {
        String model = request.model();
        if (model.equals(ModelRequest.ANY_MODEL)) {
            return substitutes(request.kind(), _ -> true);
        }
        if (model.equals(PriceList.BUILT_IN)) {
            return substitutes(request.kind(), ModelCatalog::isBuiltIn);
        }
        List<Route> own =
                providers.stream()
                        .filter(it -> it.serves(model) && !isBuiltIn(it))
                        .map(it -> new Route(it.name(), model))
                        .toList();
        if (own.isEmpty() && request.isStrict()) {
            return own;
        }
        List<Route> others = substitutes(request.kind(), it -> !it.serves(model) && !isBuiltIn(it));
        return Stream.concat(own.stream(), others.stream()).toList();
    }

    /// Vectors of different models must never be compared, so no other provider replaces the first.
    private List<Route> embeddings(ModelRequest request) {
        return substitutes(request.kind(), _ -> true).stream()
                .limit(1)
                .map(
                        route ->
                                request.model().equals(ModelRequest.ANY_MODEL)
                                        ? route
                                        : new Route(route.provider, request.model()))
                .toList();
    }

    private List<Route> substitutes(ModelRequest.Kind kind, Predicate<ModelProvider> who) {
        return providers.stream()
                .filter(who)
                .flatMap(it -> it.defaultModel(kind).stream().map(m -> new Route(it.name(), m)))
                .toList();
    }

    private static boolean isBuiltIn(ModelProvider provider) {
        return provider.name().equals(PriceList.BUILT_IN);
    }

    /// The models that programs may name, in OpenAI's JSON.
    List<Map<String, Object>> models() {
        Stream<Route> defaults =
                Stream.of(ModelRequest.Kind.values())
                        .flatMap(kind -> substitutes(kind, it -> !isBuiltIn(it)).stream());
        Stream<Map<String, Object>> own =
                Stream.of(ModelRequest.ANY_MODEL, PriceList.BUILT_IN)
                        .map(name -> model(name, "handcar"));
        return Stream.concat(own, defaults.map(it -> model(it.model, it.provider)))
                .distinct()
                .toList();
    }

    private Map<String, Object> model(String id, String owner) {
        return Map.of("id", id, "object", "model", "created", made, "owned_by", owner);
    }
}
