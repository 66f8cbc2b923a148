package handcar.gateway;

import handcar.config.Config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which names there are for models, and who stands behind each, in the order in which they are asked.
final class Catalogue {
    static final String BUILT_IN = "built-in";

    /// OpenAI's clients want a time of making; models have none here, so it is this process's beginning.
    private final long made = Instant.now().getEpochSecond();

    private final Config.Models config;

    Catalogue(Config.Models config) {
        this.config = config;
    }

    /// One place to ask.
    record Route(String provider, String model) {}

    /// Whom to ask for it. A model that a program names itself is never answered by the built-in one, which cannot do
    /// what a program expects of a model.
    List<Route> routes(Asked asked) {
        return switch (asked.kind()) {
            case EMBEDDINGS -> openAi(embeddingModel(asked));
            case CHAT -> chat(asked.model());
        };
    }

    private List<Route> chat(String model) {
        if (model.equals(BUILT_IN)) {
            return List.of(new Route(BUILT_IN, BUILT_IN));
        }
        List<Route> routes = new ArrayList<>();
        if (model.equals(Switchboard.DEFAULT)) {
            routes.addAll(openAi(config.openAiModel()));
            routes.addAll(anthropic(config.anthropicModel()));
            routes.add(new Route(BUILT_IN, BUILT_IN));
        } else if (Anthropic.isItsModel(model)) {
            routes.addAll(anthropic(model));
            routes.addAll(routes.isEmpty() ? List.of() : openAi(config.openAiModel()));
        } else {
            routes.addAll(openAi(model));
            routes.addAll(routes.isEmpty() ? List.of() : anthropic(config.anthropicModel()));
        }
        return routes;
    }

    private List<Route> openAi(String model) {
        return config.openAiKey().isPresent() ? List.of(new Route(OpenAi.NAME, model)) : List.of();
    }

    private List<Route> anthropic(String model) {
        return config.anthropicKey().isPresent()
                ? List.of(new Route(Anthropic.NAME, model))
                : List.of();
    }

    private String embeddingModel(Asked asked) {
        return asked.model().equals(Switchboard.DEFAULT) ? config.embeddingModel() : asked.model();
    }

    /// The names a program can be told, in OpenAI's shape.
    List<Map<String, Object>> models() {
        Set<Map<String, Object>> models = new LinkedHashSet<>();
        models.add(model(Switchboard.DEFAULT, "handcar"));
        models.add(model(BUILT_IN, "handcar"));
        config.openAiKey()
                .ifPresent(
                        _ -> {
                            models.add(model(config.openAiModel(), OpenAi.NAME));
                            models.add(model(config.embeddingModel(), OpenAi.NAME));
                        });
        config.anthropicKey()
                .ifPresent(_ -> models.add(model(config.anthropicModel(), Anthropic.NAME)));
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
