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
                .or(() -> body(reply).filter(_ -> !isForm(reply)));
    }

    /// What the app wrote in the name of who answered.
    static Optional<String> body(JsonView reply) {
        return reply.at("body").text("text");
    }

    /// Whether it is a form whose fields cannot be read: its body, "Sent", is no word of who filled it in.
    private static boolean isForm(JsonView reply) {
        return reply.at("nativeFlowResponseMessage").isPresent() && id(reply).isEmpty();
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
