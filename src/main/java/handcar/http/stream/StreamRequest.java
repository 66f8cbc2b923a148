package handcar.http.stream;

import handcar.problem.Problem;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/// The request that opens an event stream, whichever way it comes.
public interface StreamRequest {
    /// A parameter of the path; [Problem.NotFound] from `missing` when it is no id.
    UUID uuid(String name, Supplier<Problem.NotFound> missing);

    /// The bearer token, from the header or from `?token=`, since browsers cannot set headers on streams.
    Optional<String> token();

    /// The request's cookie of that name.
    Optional<String> cookie(String name);

    /// A query parameter.
    Optional<String> query(String name);

    /// The last sequence number the client has seen: `Last-Event-ID`, else `?after=`.
    OptionalLong lastId();

    /// Who is calling, for rate limits.
    String clientAddress();
}
