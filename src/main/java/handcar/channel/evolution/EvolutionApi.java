package handcar.channel.evolution;

import handcar.channel.Account;
import handcar.config.Secret;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJson;
import handcar.net.Answer;
import handcar.net.Call;
import handcar.net.Outcome;
import handcar.net.Outgoing;
import handcar.net.Repeat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Calls to an Evolution server. <https://doc.evolution-api.com/v2/api-reference>
final class EvolutionApi {
    /// Nobody reads more of an error.
    private static final int LONGEST_REASON = 300;

    private final Outgoing outgoing;

    EvolutionApi(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    /// Whether the account says where the server is and what opens it.
    static boolean isConfigured(Account account) {
        return account.setting(Account.BASE_URL).isPresent()
                && account.secret(Evolution.API_KEY).isPresent();
    }

    /// Sends once and never again by itself.
    Outcome<Answer> post(
            String name, Account account, String path, Map<String, ?> body, Duration patience) {
        return outgoing.call(
                with(Call.post(name, at(account, path), body), account)
                        .repeating(Repeat.NEVER)
                        .within(patience, patience));
    }

    Outcome<Answer> get(String name, Account account, String path, Duration patience) {
        return outgoing.call(
                with(Call.get(name, at(account, path)), account)
                        .repeating(Repeat.NEVER)
                        .within(patience, patience));
    }

    private static Call with(Call call, Account account) {
        return call.header(
                "apikey", account.secret(Evolution.API_KEY).map(Secret::reveal).orElse(""));
    }

    private static URI at(Account account, String path) {
        return URI.create(
                account.setting(Account.BASE_URL).orElseThrow().replaceFirst("/+$", "") + path);
    }

    /// A name as part of an address; people call their phones what they like.
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static JsonView json(Answer answer) {
        try {
            return new JsonView(Json.any(answer.body()));
        } catch (MalformedJson _) {
            return new JsonView(null); // a proxy's page: the status has to do
        }
    }

    /// What went wrong: `{status,error,response:{message:[…]}}`, with or without the envelope.
    static String reason(Answer answer) {
        JsonView json = json(answer);
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
        return "Evolution API answered "
                + answer.status()
                + ": "
                + reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    }
}
