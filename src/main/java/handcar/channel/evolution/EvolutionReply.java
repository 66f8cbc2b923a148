package handcar.channel.evolution;

import module java.base;

import handcar.channel.FormAnswers;
import handcar.json.JsonView;

/// The answer to a message with buttons, lists or a form: `nativeFlowResponseMessage` with its parameters as JSON in a text.
final class EvolutionReply {
    private EvolutionReply() {}

    /// What was filled into the form, or the words on what was chosen.
    static Optional<String> words(JsonView reply) {
        JsonView parameters = parameters(reply);
        Optional<String> form = FormAnswers.lines(parameters);
        return form.filter(_ -> parameters.at("flow_token").isPresent())
                .or(() -> parameters.text("display_text"))
                .or(() -> parameters.text("title"))
                .or(() -> form.filter(_ -> id(reply).isEmpty()))
                .or(() -> reply.at("body").text("text"));
    }

    /// The name of what was chosen.
    static Optional<String> id(JsonView reply) {
        return parameters(reply).text("id");
    }

    private static JsonView parameters(JsonView reply) {
        return JsonView.lenient(
                reply.at("nativeFlowResponseMessage")
                        .text("paramsJson")
                        .orElse("")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
