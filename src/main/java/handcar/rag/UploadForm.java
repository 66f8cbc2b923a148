package handcar.rag;

import module java.base;

import handcar.http.RequestContext;
import handcar.http.upload.MultipartReader;
import handcar.http.upload.UploadPart;
import handcar.problem.Problem;
import handcar.rag.extract.UnreadableDocumentException;

import io.helidon.webserver.http.ServerRequest;

/// An upload of documents. The files are kept on disk until all have arrived and were checked, so that either all are added
/// or none, and five of them need the memory of one.
final class UploadForm implements AutoCloseable {
    private static final int LONGEST_FIELD = 1_000;

    private record UploadedFile(String field, String name, String type, Path bytes) {}

    private final RequestContext request;
    private final List<UploadedFile> files = new ArrayList<>();
    private Optional<String> agent = Optional.empty();
    private Optional<String> title = Optional.empty();

    private UploadForm(RequestContext request) {
        this.request = request;
    }

    static UploadForm of(ServerRequest req) {
        UploadForm form = new UploadForm(RequestContext.of(req));
        try {
            MultipartReader.read(req, form::take);
            if (form.files.isEmpty()) {
                throw new Problem.BadFields("file", "is required");
            }
            return form;
        } catch (RuntimeException e) {
            form.close();
            throw e;
        }
    }

    private void take(UploadPart part) {
        if (part.fileName().isPresent()) {
            keep(part, part.fileName().get());
        } else if (part.name().equals("agent")) {
            agent = Optional.of(part.text(LONGEST_FIELD).strip()).filter(text -> !text.isEmpty());
        } else if (part.name().equals("title")) {
            title = Optional.of(part.text(LONGEST_FIELD)).filter(text -> !text.isBlank());
        }
    }

    private void keep(UploadPart part, String name) {
        try {
            Path bytes = Files.createTempFile("handcar-upload-", ".part");
            files.add(new UploadedFile(part.name(), name, part.contentType(), bytes));
            try (InputStream in = part.stream();
                    OutputStream out = Files.newOutputStream(bytes)) {
                in.transferTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return files.size();
    }

    Optional<String> agent() {
        return agent;
    }

    /// The title, which only one file can have.
    Optional<String> title() {
        return files.size() == 1 ? title : Optional.empty();
    }

    /// The document in one of the files: 415 for a kind that is never read, 422 for one that is broken.
    NewDocument document(int file, Optional<UUID> agentId) {
        UploadedFile uploaded = files.get(file);
        try {
            request.reserve(Files.size(uploaded.bytes));
            byte[] bytes = Files.readAllBytes(uploaded.bytes);
            return NewDocument.file(agentId, uploaded.name, uploaded.type, bytes);
        } catch (UnreadableDocumentException e) {
            throw e.unsupported()
                    ? new Problem.UnsupportedMediaType("unsupported_file", e.sentence())
                    : new Problem.BadFields(uploaded.field, e.sentence());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (UploadedFile file : files) {
            try {
                Files.deleteIfExists(file.bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
