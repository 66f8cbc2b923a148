package handcar.channel;

import module java.base;

import handcar.net.HostPort;
import handcar.net.RejectedUrlException;
import handcar.net.Request;
import handcar.net.UntrustedUrl;

/// The URL of a file, which an event or a provider's answer names. A credential is sent to the provider's own hosts only;
/// every other URL is visited like one that a stranger typed.
///
/// @param name what metrics call the request
/// @param own the address of the provider's API, as it is configured
/// @param hosts more hosts of the provider, in lower case; those that begin with a dot are endings
public record MediaUrl(String name, URI own, Set<String> hosts) {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /// The slowest line that is waited for: 100 MB at 10 Mbit/s.
    private static final Duration TOTAL = Duration.ofSeconds(90);

    /// Finds the files of a provider that names them by URLs which need no credential.
    ///
    /// @param name what metrics call the request
    /// @param baseUrl the address of the provider's API, unless an account has its own
    public static MediaFetcher fetcher(String name, String baseUrl) {
        return (account, file, _) ->
                new MediaUrl(name, account.at(baseUrl, "/"), Set.of())
                        .at(file.reference(), request -> request);
    }

    /// @param authorized adds the credential
    public MediaLocation at(String url, UnaryOperator<Request> authorized) {
        try {
            return new MediaLocation.At(within(request(url, authorized)));
        } catch (RejectedUrlException e) {
            return new MediaLocation.Refused(e.sentence());
        }
    }

    private Request request(String url, UnaryOperator<Request> authorized) {
        Optional<URI> configured = configured(url);
        if (configured.isPresent()) {
            return authorized.apply(Request.get(name, configured.get()));
        }
        UntrustedUrl checked = UntrustedUrl.parse(url);
        URI uri = checked.uri();
        String host = HostPort.host(uri);
        boolean provider =
                hosts.stream()
                        .anyMatch(
                                each ->
                                        each.startsWith(".")
                                                ? host.endsWith(each)
                                                : host.equals(each));
        return provider && uri.getScheme().equals("https")
                ? authorized.apply(Request.get(name, uri))
                : Request.visit(name, checked);
    }

    /// The URL when it is below the configured address, which may well be on a private network.
    private Optional<URI> configured(String url) {
        try {
            URI uri = new URI(url.strip());
            boolean same =
                    own.getScheme().equalsIgnoreCase(uri.getScheme())
                            && own.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority());
            return same ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// The request with the time that a large file needs.
    public static Request within(Request request) {
        return request.within(SILENCE, TOTAL);
    }

    /// Where an answer of the provider leads on to, without the credential.
    public MediaLocation redirected(String location) {
        try {
            return at(own.resolve(new URI(location.strip())).toString(), request -> request);
        } catch (URISyntaxException e) {
            return new MediaLocation.Refused("The provider's redirect is no address.");
        }
    }
}
