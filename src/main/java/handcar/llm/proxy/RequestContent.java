package handcar.llm.proxy;

import module java.base;

import handcar.json.RawJsonObject;
import handcar.llm.provider.ModelRequest;

/// What a model reads beside the text of a request. Nobody here knows how long that is which a request only names: the provider
/// keeps it, fetches it, or finds it with tools of its own. A file in the request may have any number of pages.
/// <https://platform.openai.com/docs/api-reference/responses/create> <https://docs.claude.com/en/api/messages>
///
/// @param isNamed whether some of it is only named
/// @param images how many pictures there are
record RequestContent(boolean isNamed, long images) {
    static final RequestContent TEXT = new RequestContent(false, 0);

    /// Fields that name content wherever they stand, or hold a file.
    private static final Set<String> FILES =
            Set.of(
                    "file_id",
                    "file_url",
                    "file_data",
                    "input_audio",
                    "audio_url",
                    "video_url",
                    "document_url",
                    "cached_content");

    /// Fields of the request itself that name content.
    private static final Map<ModelRequest.Kind, Set<String>> KEPT =
            Map.of(
                    ModelRequest.Kind.RESPONSES,
                    Set.of("previous_response_id", "conversation", "prompt"),
                    ModelRequest.Kind.MESSAGES,
                    Set.of("mcp_servers", "container"),
                    ModelRequest.Kind.CHAT,
                    Set.of("web_search_options"));

    /// How the types of tools begin that the program runs itself. The results of all others are in no request.
    private static final List<String> OF_THE_PROGRAM =
            List.of(
                    "function",
                    "custom",
                    "namespace",
                    "local_shell",
                    "apply_patch",
                    "computer",
                    "bash_",
                    "text_editor_",
                    "memory_");

    private static final Set<String> READ =
            Stream.of(
                            FILES.stream(),
                            KEPT.values().stream().flatMap(Set::stream),
                            Stream.of("type", "media_type", "image_url", "url", "id"))
                    .flatMap(Function.identity())
                    .collect(Collectors.toUnmodifiableSet());

    static RequestContent of(ModelRequest.Kind kind, RawJsonObject json) {
        AtomicBoolean isNamed = new AtomicBoolean();
        AtomicLong images = new AtomicLong();
        json.eachField(
                READ,
                field -> {
                    if (isNamed(kind, field)) {
                        isNamed.setPlain(true);
                    }
                    if (isImage(field)) {
                        images.setPlain(images.getPlain() + 1);
                    }
                });
        return new RequestContent(isNamed.getPlain(), images.getPlain());
    }

    private static boolean isNamed(ModelRequest.Kind kind, RawJsonObject.Field field) {
        String text = field.text();
        return switch (field.name()) {
            case "type" ->
                    text.equals("item_reference")
                            || (field.within().equals("source") && text.equals("url"))
                            || (field.isOfList("tools")
                                    && OF_THE_PROGRAM.stream().noneMatch(text::startsWith));
            case "media_type" -> text.startsWith("application/");
            case "image_url" -> !text.isEmpty() && !isData(text);
            case "url" -> field.within().equals("image_url") && !isData(text);
            // what the model said before, in an audio message
            case "id" -> field.within().equals("audio");
            default ->
                    FILES.contains(field.name())
                            || (field.within().isEmpty()
                                    && KEPT.getOrDefault(kind, Set.of()).contains(field.name()));
        };
    }

    private static boolean isData(String url) {
        return url.regionMatches(true, 0, "data:", 0, 5);
    }

    private static boolean isImage(RawJsonObject.Field field) {
        return field.name().equals("image_url")
                || (field.name().equals("type") && field.text().equals("image"));
    }
}
