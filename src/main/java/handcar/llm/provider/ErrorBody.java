package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;

/// The body of a refusal. Providers put the reason in `error.message`, some in `error` or `message` itself, those on FastAPI in `detail`
/// (a sentence, or a list of fields with reasons), and Google's are in a list.
///
/// @param error the error object; an empty view when there is none
/// @param sentence what the provider says, if anything
record ErrorBody(JsonView error, Optional<String> sentence) {
    static ErrorBody of(byte[] json) {
        JsonView whole = JsonView.lenient(json);
        JsonView body = whole.at(0).isPresent() ? whole.at(0) : whole;
        JsonView error = body.at("error");
        return new ErrorBody(
                error,
                error.text("message")
                        .or(error::text)
                        .or(() -> body.text("message"))
                        .or(() -> body.text("detail"))
                        .or(() -> reasons(body.at("detail"))));
    }

    private static Optional<String> reasons(JsonView detail) {
        return Optional.of(
                        detail.each()
                                .flatMap(one -> reason(one).stream())
                                .collect(Collectors.joining("; ")))
                .filter(text -> !text.isEmpty());
    }

    private static Optional<String> reason(JsonView one) {
        String place =
                one.at("loc")
                        .each()
                        .map(part -> String.valueOf(part.value()))
                        .collect(Collectors.joining("."));
        return one.text("msg")
                .map(said -> place.isEmpty() ? said : place + ": " + said)
                .or(one::text);
    }
}
