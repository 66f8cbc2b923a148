package handcar.llm;

import module java.base;

import handcar.llm.cost.PriceList;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;

/// Which names there are for models, and which providers stand behind each, in the order in which they are asked.
public final class ModelCatalog {
    /// OpenAI's clients want a time of making; models have none here, so it is this process's beginning.
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
        List<Route> routes = new ArrayList<>();
        for (ModelProvider provider : providers) {
            if (provider.serves(model) && !isBuiltIn(provider)) {
                routes.add(new Route(provider.name(), model));
            }
        }
        if (!routes.isEmpty() || !request.isStrict()) {
            routes.addAll(
                    substitutes(
                            request.kind(),
                            provider -> !provider.serves(model) && !isBuiltIn(provider)));
        }
        return routes;
    }

    /// Vectors of different models must never be compared, so nobody stands in for the first.
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
        List<Route> routes = new ArrayList<>();
        for (ModelProvider provider : providers) {
            if (who.test(provider)) {
                provider.defaultModel(kind)
                        .ifPresent(model -> routes.add(new Route(provider.name(), model)));
            }
        }
        return routes;
    }

    private static boolean isBuiltIn(ModelProvider provider) {
        return provider.name().equals(PriceList.BUILT_IN);
    }

    /// The names a program can be told, in OpenAI's shape.
    List<Map<String, Object>> models() {
        Set<Map<String, Object>> models = new LinkedHashSet<>();
        models.add(model(ModelRequest.ANY_MODEL, "handcar"));
        models.add(model(PriceList.BUILT_IN, "handcar"));
        for (ModelProvider provider : providers) {
            if (!isBuiltIn(provider)) {
                for (ModelRequest.Kind kind : ModelRequest.Kind.values()) {
                    provider.defaultModel(kind)
                            .ifPresent(name -> models.add(model(name, provider.name())));
                }
            }
        }
        return List.copyOf(models);
    }

    private Map<String, Object> model(String id, String owner) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", id);
        model.put("object", "model");
        model.put("created", made);
        model.put("owned_by", owner);
        return model;
    }
}
