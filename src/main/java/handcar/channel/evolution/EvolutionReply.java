package handcar.channel.evolution;

import module java.base;

import handcar.channel.FormAnswers;
import handcar.json.JsonView;

/// The answer to a message with buttons, lists or a form: `nativeFlowResponseMessage` with its parameters as JSON in a text.
final class EvolutionReply {
    private EvolutionReply() {}

    /// What was filled into the form.
    static Optional<FormAnswers> form(JsonView reply) {
        JsonView parameters = parameters(reply);
        boolean isChoice = chosen(parameters).isPresent() || id(reply).isPresent();
        return FormAnswers.of(parameters)
                .filter(_ -> parameters.at("flow_token").isPresent() || !isChoice);
    }

    /// The words on what was chosen.
    static Optional<String> words(JsonView reply) {
        return chosen(parameters(reply)).or(() -> body(reply).filter(_ -> !isForm(reply)));
    }

    private static Optional<String> chosen(JsonView parameters) {
        return parameters.text("display_text").or(() -> parameters.text("title"));
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
