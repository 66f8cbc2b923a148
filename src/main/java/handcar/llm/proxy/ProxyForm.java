package handcar.llm.proxy;

import module java.base;

import handcar.http.upload.MultipartField;
import handcar.json.ByteSource;
import handcar.json.JsonView;
import handcar.llm.cost.CallOrigin;
import handcar.llm.cost.SpeechLength;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.CompatibilityFlag;
import handcar.llm.provider.ModelRequest;
import handcar.net.Request;
import handcar.problem.Problem;

/// What a program asks of a model with a file, as a form that is passed on as it came.
///
/// @param mediaType with the boundary of the parts
/// @param modelField where the name of the model stands in the form
record ProxyForm(
        Kind kind, GatewayClient by, ByteSource form, String mediaType, MultipartField modelField)
        implements ModelRequest {
    static ProxyForm of(Kind kind, GatewayClient by, ByteSource form, String mediaType) {
        List<MultipartField> models = MultipartField.all(form, mediaType, "model");
        if (models.size() != 1) {
            throw new Problem.BadFields(
                    "model", models.isEmpty() ? "is required" : "may be there only once");
        }
        return new ProxyForm(kind, by, form, mediaType, models.getFirst());
    }

    @Override
    public String model() {
        return modelField.text(form);
    }

    @Override
    public CallOrigin origin() {
        return ProxyRequest.origin(kind, by);
    }

    @Override
    public boolean isStrict() {
        return true;
    }

    @Override
    public JsonView field(String name) {
        return new JsonView(
                MultipartField.all(form, mediaType, name).stream()
                        .findFirst()
                        .map(field -> (Object) field.text(form))
                        .orElse(null));
    }

    @Override
    public boolean streams() {
        return field("stream").text().filter("true"::equals).isPresent();
    }

    @Override
    public Request.Body body(String named, Set<CompatibilityFlag> flags) {
        byte[] name = named.getBytes(StandardCharsets.UTF_8);
        long length = form.length() - (modelField.to() - modelField.from()) + name.length;
        return new Request.Body(
                mediaType,
                length,
                out -> {
                    form.copy(0, modelField.from(), out);
                    out.write(name);
                    form.copy(modelField.to(), form.length(), out);
                });
    }

    @Override
    public Set<CompatibilityFlag> applicable(Set<CompatibilityFlag> flags) {
        return Set.of();
    }

    /// The seconds of speech, by a guess.
    @Override
    public long inputLength() {
        return SpeechLength.seconds(form.length());
    }

    @Override
    public TokenUsage most(String model, long longest) {
        return SpeechLength.most(model, form.length());
    }
}
