package handcar.gateway;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.gateway.Provider.Patience;
import handcar.json.MalformedJson;
import handcar.json.Outline;
import handcar.net.Answer;
import handcar.net.Call;
import handcar.net.Exchange;
import handcar.net.Outgoing;
import handcar.net.Repeat;
import handcar.net.Retries;

import java.time.Duration;

/// Passes a program's request on to a server with OpenAI's wire, and its answer back, as the bytes they are.
final class OpenAiCarrier implements Carrier {
    private static final Call.Body NONE = new Call.Body("application/json", new byte[0]);
    private static final String COUNTING = "{\"include_usage\":true}";

    private final Outgoing out;
    private final Duration timeout;
    private final Retries soon;
    private final Call chat;
    private final Call embeddings;

    /// Whether the server refused to count streams; learnt from it, once.
    private volatile boolean countsNoStreams;

    /// @param retries for the last provider there is to ask
    /// @param soon while there is another
    OpenAiCarrier(Config.Models config, Secret key, Outgoing out, Retries retries, Retries soon) {
        this.out = out;
        this.timeout = config.timeout();
        this.soon = soon;
        this.chat = call(Asked.Kind.CHAT, config, key, retries);
        this.embeddings = call(Asked.Kind.EMBEDDINGS, config, key, retries);
    }

    private static Call call(Asked.Kind kind, Config.Models config, Secret key, Retries retries) {
        return Call.sending(
                        "openai." + kind.purpose(),
                        "POST",
                        OpenAi.endpoint(config, kind.path()),
                        NONE)
                .header("Authorization", "Bearer " + key.reveal())
                // an answer nobody got may be asked for again: it changes nothing, it only costs
                .repeating(Repeat.FREELY)
                .trying(retries)
                .within(config.timeout(), config.timeout());
    }

    @Override
    public String name() {
        return OpenAi.NAME;
    }

    @Override
    public Whole whole(Asked asked, String model, Patience patience) {
        Call call = call(asked, asked.body(model), patience);
        Answer answer = Failures.answered(name(), out.call(call));
        if (!answer.ok()) {
            throw Failures.status(name(), answer);
        }
        return whole(asked, model, answer);
    }

    @Override
    public Passage stream(Asked asked, String model, Patience patience) {
        boolean counting = !countsNoStreams && !asked.json().mentions("stream_options");
        byte[] body = asked.body(model);
        byte[] sent = counting ? Outline.of(body).with("stream_options", COUNTING) : body;
        Call call = call(asked, sent, patience).within(timeout, Provider.streamTime(timeout));
        Exchange exchange = Failures.answered(name(), out.open(call));
        if (!exchange.ok()) {
            Answer refusal = Failures.whole(name(), exchange);
            if (counting && refusal.status() < 500 && refusal.text().contains("stream_options")) {
                countsNoStreams = true;
                return stream(asked, model, patience);
            }
            throw Failures.status(name(), refusal);
        }
        return passage(asked, model, exchange);
    }

    private Passage passage(Asked asked, String model, Exchange exchange) {
        return switch (exchange.mediaType()) {
            case "text/event-stream" ->
                    new OpenAiPassage(
                            name(), exchange, model, asked.wantsUsage(), asked.inputLength());
            case "application/json" ->
                    new ToldPassage(whole(asked, model, Failures.whole(name(), exchange)));
            default -> throw Failures.noStream(name(), exchange);
        };
    }

    private Call call(Asked asked, byte[] body, Patience patience) {
        Call kind =
                switch (asked.kind()) {
                    case CHAT -> chat;
                    case EMBEDDINGS -> embeddings;
                };
        Call call = kind.with(new Call.Body("application/json", body));
        return switch (patience) {
            case LITTLE -> call.trying(soon);
            case FULL -> call;
        };
    }

    private Whole whole(Asked asked, String model, Answer answer) {
        Outline json;
        try {
            json = Outline.of(answer.body());
        } catch (MalformedJson e) {
            throw new ProviderFailure.Malformed(name(), String.valueOf(e.getMessage()));
        }
        if (json.at("error").isPresent()) {
            throw Failures.event(name(), json.at("error"));
        }
        String result = asked.kind().result();
        if (!json.mentions(result)) {
            throw new ProviderFailure.Malformed(name(), "an answer without " + result);
        }
        return new Whole(
                answer.body(),
                json.text("model").orElse(model),
                OpenAiWire.usage(json.at("usage"), asked.inputLength(), json.length(result)));
    }
}
