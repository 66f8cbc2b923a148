package handcar.channel.meta;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MessageSender.UploadResult;
import handcar.channel.MessageSender.Verified;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.json.JsonView;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;

/// Calls of the Graph API for one channel. An error's code decides, whatever the HTTP status is; the channel's own codes come
/// before the general ones.
///
/// @param name what metrics call the channel
/// @param baseUrl of the API when the account names none
/// @param header of a request that carries the credential
/// @param prefix stands before the credential in its header
/// @param secret the name of the account's secret that is the credential
/// @param id reads the message's id in a successful answer
/// @param ownCodes the meaning of the channel's own codes; empty leaves a code to the general rules
public record GraphApi(
        String name,
        String baseUrl,
        ProviderApi api,
        String header,
        String prefix,
        String secret,
        Function<JsonView, Optional<String>> id,
        Function<GraphError, Optional<SendResult>> ownCodes) {

    /// The name of the secret that Meta's own channels use.
    public static final String ACCESS_TOKEN = "access_token";

    /// Unknown and service errors, and the rate limits of app, user and page: they pass.
    /// <https://developers.facebook.com/docs/graph-api/overview/rate-limiting>
    private static final Set<Long> PASSING =
            Set.of(1L, 2L, 4L, 17L, 32L, 613L, 80_002L, 80_004L, 80_006L, 80_007L);

    /// Wrong tokens, permissions and parameters, and people who cannot be reached: they stay, whatever the status is.
    private static final Set<Long> FINAL = Set.of(10L, 100L, 190L, 200L, 230L, 368L, 551L);

    private static final long TOKEN_REFUSED = 190;

    /// The API for one of Meta's own channels.
    public GraphApi(
            String name,
            String baseUrl,
            HttpClient outgoing,
            Function<JsonView, Optional<String>> id,
            Function<GraphError, Optional<SendResult>> ownCodes) {
        this(
                name,
                baseUrl,
                new ProviderApi("Meta", outgoing),
                "Authorization",
                "Bearer ",
                ACCESS_TOKEN,
                id,
                ownCodes);
    }

    /// Whether the account has a credential and `number` is an id.
    public boolean isConfigured(ChannelAccount account, String number) {
        return account.secret(secret).isPresent() && isId(number);
    }

    /// Sends a message once: a request that the provider may have seen is not repeated.
    public SendResult send(ChannelAccount account, String path, Map<String, ?> message) {
        return api.send(
                authorized(
                        Request.post(name + ".send", account.at(baseUrl, path), message), account),
                this::sent);
    }

    /// Gives a file to the provider, whose answer names it. It may be repeated, because nobody gets it by that.
    public UploadResult upload(ChannelAccount account, String path, Request.Body form) {
        Request call =
                authorized(
                        Request.sending(name + ".upload", "POST", account.at(baseUrl, path), form),
                        account);
        return api.upload(call, this::stored);
    }

    private UploadResult stored(Response answer) {
        JsonView body = ProviderApi.json(answer);
        return GraphError.in(body).isEmpty() && answer.ok()
                ? ProviderApi.stored(body.text("id"))
                : new UploadResult.Failed(sent(answer));
    }

    /// Checks the credential by a request that changes nothing.
    ///
    /// @param read the account's name in the answer
    public Verified verify(
            ChannelAccount account, String path, Function<JsonView, Optional<String>> read) {
        return api.verify(
                authorized(Request.get(name + ".verify", account.at(baseUrl, path)), account),
                answer -> verified(answer, read));
    }

    /// Sends a GET request, with the retries of a read.
    public CallResult<Response> get(String what, ChannelAccount account, String path) {
        return api.outgoing()
                .call(
                        authorized(
                                Request.get(name + "." + what, account.at(baseUrl, path)),
                                account));
    }

    /// The request with the account's credential.
    public Request authorized(Request call, ChannelAccount account) {
        return account.secret(secret)
                .map(key -> call.header(header, prefix + key.reveal()))
                .orElse(call);
    }

    private SendResult sent(Response answer) {
        JsonView body = ProviderApi.json(answer);
        Optional<GraphError> error = GraphError.in(body);
        if (error.isEmpty() && answer.ok()) {
            return api.sent(id.apply(body));
        }
        SendResult result = error.flatMap(ownCodes).orElseGet(() -> result(answer, error));
        return result instanceof SendResult.TryLater(String reason, var after)
                ? new SendResult.TryLater(reason, after.or(answer::retryAfter))
                : result;
    }

    private static SendResult result(Response answer, Optional<GraphError> error) {
        long code = error.map(GraphError::code).orElse(0L);
        String reason = reason(answer, error);
        if (code == TOKEN_REFUSED) {
            return new SendResult.Refused(
                    "The access token is no longer accepted; enter a new one (190).");
        }
        boolean passing = error.filter(GraphError::passing).isPresent() || PASSING.contains(code);
        boolean trouble = answer.status() == 429 || answer.status() >= 500;
        return passing || (trouble && !FINAL.contains(code))
                ? new SendResult.TryLater(reason)
                : new SendResult.Refused(reason);
    }

    private static Verified verified(Response answer, Function<JsonView, Optional<String>> read) {
        JsonView body = ProviderApi.json(answer);
        Optional<GraphError> error = GraphError.in(body);
        return error.isEmpty() && answer.ok()
                ? read.apply(body)
                        .map(found -> new Verified(true, found))
                        .orElseGet(() -> new Verified(false, "The answer names no account."))
                : new Verified(false, reason(answer, error));
    }

    private static String reason(Response answer, Optional<GraphError> error) {
        return error.map(GraphError::sentence).orElse("answered with status " + answer.status());
    }

    /// Whether it is an id of the Graph API. An id from a webhook must not become another path.
    public static boolean isId(String id) {
        return id.matches("[0-9A-Za-z_-]{1,64}");
    }

    /// An error in an answer of the Graph API, which may come with status 200.
    /// <https://developers.facebook.com/docs/graph-api/guides/error-handling>
    ///
    /// @param code from Meta's lists; 0 when the answer names none
    /// @param subcode narrows the code; 0 when there is none
    /// @param passing whether Meta calls it transient
    /// @param message for a person
    public record GraphError(long code, long subcode, boolean passing, String message) {
        /// The error in an answer; empty when there is none.
        static Optional<GraphError> in(JsonView body) {
            JsonView error = body.at("error");
            if (error.fields().isEmpty()) {
                return Optional.empty();
            }
            String detail =
                    error.at("error_data")
                            .text("details")
                            .or(() -> error.text("error_user_msg"))
                            .or(() -> error.text("message"))
                            .orElse("no reason given");
            return Optional.of(
                    new GraphError(
                            error.number("code").orElse(0),
                            error.number("error_subcode").orElse(0),
                            error.isTrue("is_transient"),
                            ProviderApi.bounded(detail)));
        }

        /// The error for staff and logs.
        public String sentence() {
            return message + " (" + code + (subcode == 0 ? "" : "/" + subcode) + ")";
        }
    }
}
