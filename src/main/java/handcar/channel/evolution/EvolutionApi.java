package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ProviderApi;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

/// Calls to an Evolution server. <https://doc.evolution-api.com/v2/api-reference>
final class EvolutionApi {
    private final HttpClient httpClient;

    EvolutionApi(HttpClient httpClient) {
        this.httpClient = httpClient;
    }

    /// Whether the account says where the server is and what opens it.
    static boolean isConfigured(ChannelAccount account) {
        return account.setting(ChannelAccount.BASE_URL).isPresent()
                && account.secret(EvolutionProvider.API_KEY).isPresent();
    }

    /// Sends once and never again by itself.
    CallResult<Response> post(
            String name,
            ChannelAccount account,
            String path,
            Map<String, ?> body,
            Duration patience) {
        return httpClient.call(
                with(Request.post(name, account.at("", path), body), account)
                        .repeating(RetrySafety.NEVER)
                        .within(patience, patience));
    }

    CallResult<Response> get(String name, ChannelAccount account, String path, Duration patience) {
        return httpClient.call(
                with(Request.get(name, account.at("", path)), account)
                        .repeating(RetrySafety.NEVER)
                        .within(patience, patience));
    }

    private static Request with(Request call, ChannelAccount account) {
        return call.header(
                "apikey", account.secret(EvolutionProvider.API_KEY).map(Secret::reveal).orElse(""));
    }

    /// A name as part of an address; people call their phones what they like.
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// What went wrong: `{status,error,response:{message:[…]}}`, with or without the envelope.
    static String reason(Response answer) {
        JsonView json = ProviderApi.json(answer);
        JsonView message = json.at("response").at("message");
        String told =
                message.value() instanceof String text
                        ? text
                        : message.each()
                                .map(each -> each.text().orElseGet(() -> Json.text(each.value())))
                                .collect(Collectors.joining("; "));
        String reason =
                Optional.of(told)
                        .filter(text -> !text.isBlank())
                        .or(() -> json.text("message"))
                        .or(() -> json.text("error"))
                        .orElse("no reason given");
        return "Evolution API answered " + answer.status() + ": " + ProviderApi.bounded(reason);
    }
}
