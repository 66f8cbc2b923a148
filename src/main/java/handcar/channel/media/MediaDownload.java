package handcar.channel.media;

import module java.base;

import handcar.channel.MediaLocation;
import handcar.channel.MediaUrl;
import handcar.json.JsonBase64;
import handcar.json.MalformedJsonException;
import handcar.media.MediaStore;
import handcar.media.MediaTooLargeException;
import handcar.media.StoredBytes;
import handcar.net.BodyException;
import handcar.net.CallResult;
import handcar.net.FailureReason;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.StreamingResponse;

/// Reads the bytes of a file from where they are into the store, with one piece of them in memory.
record MediaDownload(HttpClient outgoing, MediaStore store) {
    private static final int MOST_REDIRECTS = 3;

    /// The JSON around a file in base64, which takes four bytes for three.
    private static final long JSON_BYTES = 100_000;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /// How a download ended.
    sealed interface Outcome {}

    record Fetched(StoredBytes bytes) implements Outcome {}

    /// @param size when the provider told it
    record Oversized(Optional<Long> size) implements Outcome {}

    record Missing(String reason) implements Outcome {}

    /// The provider may not have stored what its event told of a moment ago.
    record Early(String reason) implements Outcome {}

    record Delayed(String reason, Optional<Duration> after) implements Outcome {}

    /// @param declared the media type that the message names
    Outcome of(MediaLocation location, Optional<String> declared) {
        return of(location, declared, 0);
    }

    private Outcome of(MediaLocation location, Optional<String> declared, int redirects) {
        return switch (location) {
            case MediaLocation.At(Request request) -> open(request, declared, redirects);
            case MediaLocation.InJson(Request request, String field) ->
                    inJson(request, field, declared);
            case MediaLocation.Streamed(MediaLocation.Source source) -> streamed(source, declared);
            case MediaLocation.TooLarge(long bytes) ->
                    new Oversized(Optional.of(bytes).filter(size -> size > 0));
            case MediaLocation.Refused(String reason) -> new Missing(reason);
            case MediaLocation.Early(String reason) -> new Early(reason);
            case MediaLocation.TryLater(String reason, Optional<Duration> after) ->
                    new Delayed(reason, after);
        };
    }

    private Outcome streamed(MediaLocation.Source source, Optional<String> declared) {
        try {
            Optional<InputStream> opened = source.open();
            if (opened.isEmpty()) {
                return new Missing("It is not where it was any more.");
            }
            try (InputStream in = opened.get()) {
                return new Fetched(store.write(in, declared, Long.MAX_VALUE));
            }
        } catch (MediaTooLargeException _) {
            return new Oversized(Optional.empty());
        } catch (IOException e) {
            return new Delayed(String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private Outcome open(Request request, Optional<String> declared, int redirects) {
        return opened(
                request.atMost(store.limits().mostBytes() + 1),
                MediaLocation::failed,
                response -> {
                    if (response.status() / 100 == 3) {
                        return redirected(request, response, declared, redirects);
                    }
                    Optional<Long> size = length(response);
                    if (size.filter(bytes -> bytes > store.limits().mostBytes()).isPresent()) {
                        return new Oversized(size);
                    }
                    Optional<String> type =
                            declared.or(
                                    () ->
                                            Optional.of(response.mediaType())
                                                    .filter(text -> !text.isEmpty()));
                    return new Fetched(store.write(response.body(), type, Long.MAX_VALUE));
                });
    }

    private Outcome redirected(
            Request request, StreamingResponse response, Optional<String> declared, int redirects) {
        Optional<String> location = response.headers().first("location");
        // a visit has followed those that it may follow
        if (location.isEmpty() || request.visiting() || redirects == MOST_REDIRECTS) {
            return new Missing("The provider's address leads nowhere.");
        }
        MediaUrl url = new MediaUrl(request.name(), request.uri(), Set.of());
        return of(url.redirected(location.get()), declared, redirects + 1);
    }

    private static Optional<Long> length(StreamingResponse response) {
        return response.headers()
                .first("content-length")
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::parseLong);
    }

    /// The decoded bytes wait on disk, because JSON is pushed and the store pulls.
    private Outcome inJson(Request request, String field, Optional<String> declared) {
        long mostJson = store.limits().mostBytes() / 3 * 4 + JSON_BYTES;
        return opened(
                request.atMost(mostJson),
                MediaLocation::notStoredYet,
                response -> {
                    Path decoded = Files.createTempFile("handcar-media-", ".part");
                    try {
                        boolean found;
                        try (OutputStream out = Files.newOutputStream(decoded)) {
                            found = JsonBase64.copy(response.body(), field, out);
                        }
                        if (!found) {
                            return new Missing("The provider's answer holds no file.");
                        }
                        try (InputStream in = Files.newInputStream(decoded)) {
                            return new Fetched(store.write(in, declared, Long.MAX_VALUE));
                        }
                    } finally {
                        Files.delete(decoded);
                    }
                });
    }

    /// Makes something of a response whose body still comes.
    private interface Reading {
        Outcome of(StreamingResponse response) throws IOException, MediaTooLargeException;
    }

    /// @param failed the meaning of a status that is not 2xx
    private Outcome opened(
            Request request,
            BiFunction<Integer, Optional<Duration>, MediaLocation> failed,
            Reading reading) {
        switch (outgoing.open(request)) {
            case CallResult.Answered<StreamingResponse>(StreamingResponse response) -> {
                try (response) {
                    return response.ok() || response.status() / 100 == 3
                            ? reading.of(response)
                            : of(
                                    failed.apply(response.status(), response.retryAfter()),
                                    Optional.empty());
                } catch (MediaTooLargeException _) {
                    return new Oversized(Optional.empty());
                } catch (BodyException e) {
                    return e.reason() == FailureReason.TOO_LARGE
                            ? new Oversized(Optional.empty())
                            : new Delayed(String.valueOf(e.getMessage()), Optional.empty());
                } catch (MalformedJsonException e) {
                    return new Delayed("The provider's answer is no JSON.", Optional.empty());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            case CallResult.NotSent<StreamingResponse>(FailureReason reason, String detail) -> {
                return failed(reason, detail);
            }
            case CallResult.Lost<StreamingResponse>(FailureReason reason, String detail) -> {
                return failed(reason, detail);
            }
        }
    }

    private static Outcome failed(FailureReason reason, String detail) {
        return reason == FailureReason.REFUSED_URL
                ? new Missing(detail)
                : new Delayed(detail, Optional.empty());
    }
}
