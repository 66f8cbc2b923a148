package handcar.llm;

import module java.base;

import handcar.llm.cost.PriceList;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;

/// Which names there are for models, and which providers stand behind each, in the order in which they are asked.
public final class ModelCatalog {
    private final List<ModelProvider> providers;
    private final Map<String, List<String>> aliases;
    private final long made;

    /// @param aliases other names, each with the models that are asked in turn
    /// @param made when the models were made, in seconds of the Unix epoch
    ModelCatalog(List<ModelProvider> providers, Map<String, List<String>> aliases, long made) {
        this.providers = providers;
        this.aliases = aliases;
        this.made = made;
    }

    /// One provider to ask, and for which model.
    public record Route(String provider, String model) {}

    /// Whom to ask in turn: the model's own providers first, then the others for the models they use instead.
    List<Route> routes(ModelRequest request) {
        List<String> targets = aliases.get(request.model());
        if (targets != null) {
            return targets.stream()
                    .flatMap(target -> target(target, request.kind()).stream())
                    .toList();
        }
        Optional<ModelProvider> named = named(request.model());
        if (named.isPresent()) {
            return own(named.get(), request.model(), request.kind()).stream().toList();
        }
        return switch (request.kind()) {
            case CHAT -> chat(request);
            case EMBEDDINGS -> embeddings(request);
            case COUNT_TOKENS,
                    COMPLETIONS,
                    RESPONSES,
                    MODERATIONS,
                    IMAGES,
                    SPEECH,
                    TRANSCRIPTIONS,
                    MESSAGES ->
                    others(request);
        };
    }

    /// `provider/model` is this provider's model and nobody else's, also if the provider does nothing of the kind.
    private Optional<ModelProvider> named(String model) {
        return providers.stream()
                .filter(it -> !isBuiltIn(it) && model.startsWith(it.name() + "/"))
                .findFirst();
    }

    private static Optional<Route> own(
            ModelProvider provider, String model, ModelRequest.Kind kind) {
        return provider.does(kind)
                ? Optional.of(
                        new Route(provider.name(), model.substring(provider.name().length() + 1)))
                : Optional.empty();
    }

    /// The provider behind one target of an alias, and nobody in its place.
    private Optional<Route> target(String model, ModelRequest.Kind kind) {
        Optional<ModelProvider> named = named(model);
        return named.isPresent()
                ? own(named.get(), model, kind)
                : serving(model)
                        .filter(it -> it.does(kind))
                        .findFirst()
                        .map(it -> new Route(it.name(), model));
    }

    /// Those that list a model come before those that take any name.
    private Stream<ModelProvider> serving(String model) {
        return Stream.concat(
                providers.stream().filter(it -> it.lists(model)),
                providers.stream().filter(it -> it.serves(model) && !it.lists(model)));
    }

    /// What cannot be said in another provider's words is asked of the model's own ones.
    private List<Route> others(ModelRequest request) {
        if (request.model().equals(ModelRequest.ANY_MODEL)) {
            return substitutes(request.kind(), _ -> true).stream().limit(1).toList();
        }
        return serving(request.model())
                .filter(it -> it.does(request.kind()))
                .map(it -> new Route(it.name(), request.model()))
                .toList();
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
                serving(model)
                        .filter(it -> !isBuiltIn(it))
                        .map(it -> new Route(it.name(), model))
                        .toList();
        if (own.isEmpty() && request.isStrict()) {
            return own;
        }
        Stream<Route> others =
                substitutes(request.kind(), it -> !it.serves(model) && !isBuiltIn(it)).stream()
                        .filter(it -> request.allows(it.provider, it.model));
        return Stream.concat(own.stream(), others).toList();
    }

    /// Vectors of different models must never be compared, so no other provider replaces the first.
    private List<Route> embeddings(ModelRequest request) {
        String model = request.model();
        List<Route> listing =
                providers.stream()
                        .filter(it -> it.does(request.kind()) && it.lists(model))
                        .map(it -> new Route(it.name(), model))
                        .toList();
        if (!listing.isEmpty()) {
            return listing.subList(0, 1);
        }
        boolean isAny = model.equals(ModelRequest.ANY_MODEL);
        return substitutes(request.kind(), it -> isAny || it.serves(model)).stream()
                .limit(1)
                .map(route -> isAny ? route : new Route(route.provider, model))
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
                Stream.of(ModelRequest.Kind.CHAT, ModelRequest.Kind.EMBEDDINGS)
                        .flatMap(kind -> substitutes(kind, it -> !isBuiltIn(it)).stream());
        Stream<Map<String, Object>> own =
                Stream.concat(
                                Stream.of(ModelRequest.ANY_MODEL, PriceList.BUILT_IN),
                                aliases.keySet().stream())
                        .map(name -> model(name, "handcar"));
        Stream<Map<String, Object>> listed =
                providers.stream()
                        .flatMap(it -> it.listed().stream().map(name -> model(name, it.name())));
        return Stream.of(own, defaults.map(it -> model(it.model, it.provider)), listed)
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    /// A model that programs may name although it is not listed: `provider/model`.
    Optional<Map<String, Object>> model(String id) {
        return models().stream()
                .filter(model -> id.equals(model.get("id")))
                .findFirst()
                .or(
                        () ->
                                providers.stream()
                                        .filter(it -> id.startsWith(it.name() + "/"))
                                        .findFirst()
                                        .map(it -> model(id, it.name())));
    }

    private Map<String, Object> model(String id, String owner) {
        return Map.of("id", id, "object", "model", "created", made, "owned_by", owner);
    }
}
