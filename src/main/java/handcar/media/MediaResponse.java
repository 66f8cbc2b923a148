package handcar.media;

import module java.base;

import handcar.http.files.FileResponse;
import handcar.problem.Problem;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Sends a stored file to somebody who may see it.
public final class MediaResponse {
    private MediaResponse() {}

    /// [Problem.NotFound] when its bytes are not here.
    public static void send(
            ServerRequest req, ServerResponse res, MediaStore store, MediaFile file) {
        if (file.state() != MediaFile.State.STORED || file.blob().isEmpty()) {
            throw new Problem.NotFound(
                    "media_not_found",
                    file.state() == MediaFile.State.EXPIRED
                            ? "This file is no longer kept."
                            : "The bytes of this file are not here.");
        }
        MediaType type = file.mimeType().map(MediaType::new).orElse(MediaType.UNKNOWN);
        new FileResponse(
                        type.mimeType().startsWith("text/")
                                ? type.mimeType() + "; charset=utf-8"
                                : type.mimeType(),
                        file.name()
                                .map(name -> FileNames.of(name, type))
                                .orElseGet(() -> type.fileName(file.kind())),
                        file.size().orElse(0L),
                        file.blob().get().toString())
                .send(req, res, from -> store.open(file, from).orElseThrow());
    }
}
