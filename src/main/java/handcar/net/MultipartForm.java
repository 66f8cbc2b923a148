package handcar.net;

import module java.base;

/// A form with fields and files (`multipart/form-data`, RFC 7578) as the body of a request. Files are written as they are read,
/// so none is held in memory.
public final class MultipartForm {
    private static final String LINE = "\r\n";

    private final String boundary = "handcar-" + UUID.randomUUID();
    private final List<Request.Content> contents = new ArrayList<>();
    private long length;

    /// Adds a plain field.
    public MultipartForm field(String name, String value) {
        add("name=\"" + quoted(name) + "\"", Optional.empty());
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return add(text.length, out -> out.write(text)).add(LINE);
    }

    /// Adds a file.
    ///
    /// @param length in bytes, exactly what `content` writes
    public MultipartForm file(
            String field, String name, String mediaType, long length, Request.Content content) {
        add(
                "name=\"" + quoted(field) + "\"; filename=\"" + quoted(name) + "\"",
                Optional.of(mediaType.replaceAll("[\\r\\n]", " ")));
        return add(length, content).add(LINE);
    }

    /// The form as a body.
    public Request.Body body() {
        byte[] end = ("--" + boundary + "--" + LINE).getBytes(StandardCharsets.UTF_8);
        List<Request.Content> all = List.copyOf(contents);
        return new Request.Body(
                "multipart/form-data; boundary=" + boundary,
                length + end.length,
                out -> {
                    for (Request.Content each : all) {
                        each.writeTo(out);
                    }
                    out.write(end);
                });
    }

    private void add(String disposition, Optional<String> mediaType) {
        add("--" + boundary + LINE + "Content-Disposition: form-data; " + disposition + LINE);
        mediaType.ifPresent(type -> add("Content-Type: " + type + LINE));
        add(LINE);
    }

    private MultipartForm add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes.length, out -> out.write(bytes));
    }

    private MultipartForm add(long size, Request.Content content) {
        length += size;
        contents.add(content);
        return this;
    }

    /// Quotes and line ends as browsers write them.
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
