package handcar.channel.evolution;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.OutboundFile;
import handcar.channel.ProviderApi;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.net.Request;
import handcar.net.Response;

/// Requests to an Evolution server and its error texts. <https://doc.evolution-api.com/v2/api-reference>
final class EvolutionApi {
    private EvolutionApi() {}

    /// Whether the account names a server, an API key and an instance.
    static boolean isConfigured(ChannelAccount account, String instance) {
        return account.setting(ChannelAccount.BASE_URL).isPresent()
                && account.secret(EvolutionProvider.API_KEY).isPresent()
                && !instance.isBlank();
    }

    static Request post(String name, ChannelAccount account, String path, Map<String, ?> body) {
        return authorized(Request.post(name, account.at("", path), body), account);
    }

    static Request sending(String name, ChannelAccount account, String path, Request.Body body) {
        return authorized(Request.sending(name, "POST", account.at("", path), body), account);
    }

    /// JSON with one more field, a file in base64, which is written as it is read.
    static Request.Body withBase64(Map<String, ?> json, String field, OutboundFile file) {
        String others = Json.text(json);
        byte[] before =
                (others.substring(0, others.length() - 1) + ",\"" + field + "\":\"")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] after = "\"}".getBytes(StandardCharsets.UTF_8);
        long encoded = (file.size() + 2) / 3 * 4;
        return new Request.Body(
                "application/json",
                before.length + encoded + after.length,
                out -> {
                    out.write(before);
                    OutputStream base64 =
                            Base64.getEncoder()
                                    .wrap(
                                            new FilterOutputStream(out) {
                                                @Override
                                                public void write(byte[] bytes, int from, int count)
                                                        throws IOException {
                                                    out.write(bytes, from, count);
                                                }

                                                @Override
                                                public void close() {}
                                            });
                    file.content().writeTo(base64);
                    base64.close();
                    out.write(after);
                });
    }

    static Request get(String name, ChannelAccount account, String path) {
        return authorized(Request.get(name, account.at("", path)), account);
    }

    private static Request authorized(Request request, ChannelAccount account) {
        return request.header(
                "apikey", account.secret(EvolutionProvider.API_KEY).map(Secret::reveal).orElse(""));
    }

    /// The state of the connection to WhatsApp.
    static Request state(ChannelAccount account) {
        return get(
                "evolution.state", account, "/instance/connectionState/" + segment(account.id()));
    }

    /// An instance's name as part of a path; it may have any characters.
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The error text of an answer: `{status,error,response:{message:[…]}}`, with or without the envelope.
    static String reason(Response answer) {
        JsonView json = ProviderApi.json(answer);
        JsonView message = json.at("response").at("message");
        String reason =
                message.text()
                        .or(
                                () ->
                                        Optional.of(
                                                message.each()
                                                        .map(EvolutionApi::text)
                                                        .collect(Collectors.joining("; "))))
                        .filter(text -> !text.isBlank())
                        .or(() -> json.text("message"))
                        .or(() -> json.text("error"))
                        .orElse("no reason given");
        return "Evolution API answered " + answer.status() + ": " + ProviderApi.bounded(reason);
    }

    private static String text(JsonView detail) {
        return detail.text().orElseGet(() -> Json.text(detail.value()));
    }
}
