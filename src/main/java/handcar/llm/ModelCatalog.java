package handcar.llm;

import handcar.config.Config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which names there are for models, and who stands behind each, in the order in which they are asked.
final class ModelCatalog {
    static final String BUILT_IN = "built-in";

    /// OpenAI's clients want a time of making; models have none here, so it is this process's beginning.
    private final long made = Instant.now().getEpochSecond();

    private final Config.Models config;

    ModelCatalog(Config.Models config) {
        this.config = config;
    }

    /// One place to ask.
    record Route(String provider, String model) {}

    /// Whom to ask for it. A model that a program names itself is never answered by the built-in one, which cannot do
    /// what a program expects of a model.
    List<Route> routes(ProxyRequest request) {
        return switch (request.kind()) {
            case EMBEDDINGS -> openAi(embeddingModel(request));
            case CHAT -> chat(request.model());
        };
    }

    private List<Route> chat(String model) {
        if (model.equals(BUILT_IN)) {
            return List.of(new Route(BUILT_IN, BUILT_IN));
        }
        List<Route> routes = new ArrayList<>();
        if (model.equals(ProxyRouter.DEFAULT)) {
            routes.addAll(openAi(config.openAiModel()));
            routes.addAll(anthropic(config.anthropicModel()));
            routes.add(new Route(BUILT_IN, BUILT_IN));
        } else if (AnthropicProtocol.isItsModel(model)) {
            routes.addAll(anthropic(model));
            routes.addAll(routes.isEmpty() ? List.of() : openAi(config.openAiModel()));
        } else {
            routes.addAll(openAi(model));
            routes.addAll(routes.isEmpty() ? List.of() : anthropic(config.anthropicModel()));
        }
        return routes;
    }

    private List<Route> openAi(String model) {
        return config.openAiKey().isPresent()
                ? List.of(new Route(OpenAiProtocol.NAME, model))
                : List.of();
    }

    private List<Route> anthropic(String model) {
        return config.anthropicKey().isPresent()
                ? List.of(new Route(AnthropicProtocol.NAME, model))
                : List.of();
    }

    private String embeddingModel(ProxyRequest request) {
        return request.model().equals(ProxyRouter.DEFAULT)
                ? config.embeddingModel()
                : request.model();
    }

    /// The names a program can be told, in OpenAI's shape.
    List<Map<String, Object>> models() {
        Set<Map<String, Object>> models = new LinkedHashSet<>();
        models.add(model(ProxyRouter.DEFAULT, "handcar"));
        models.add(model(BUILT_IN, "handcar"));
        config.openAiKey()
                .ifPresent(
                        _ -> {
                            models.add(model(config.openAiModel(), OpenAiProtocol.NAME));
                            models.add(model(config.embeddingModel(), OpenAiProtocol.NAME));
                        });
        config.anthropicKey()
                .ifPresent(_ -> models.add(model(config.anthropicModel(), AnthropicProtocol.NAME)));
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
