package handcar.llm;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.json.MalformedJsonException;
import handcar.json.RawJsonObject;
import handcar.llm.ModelProvider.Patience;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

import java.time.Duration;

/// Passes a program's request on to a server with OpenAI's wire, and its answer back, as the bytes they are.
final class OpenAiBackend implements ProxyBackend {
    private static final Request.Body NONE = new Request.Body("application/json", new byte[0]);
    private static final String COUNTING = "{\"include_usage\":true}";

    private final HttpClient out;
    private final Duration timeout;
    private final RetrySchedule soon;
    private final Request chat;
    private final Request embeddings;

    /// Whether the server refused to count streams; learnt from it, once.
    private volatile boolean countsNoStreams;

    /// @param retries for the last provider there is to ask
    /// @param soon while there is another
    OpenAiBackend(
            Config.Models config,
            Secret key,
            HttpClient out,
            RetrySchedule retries,
            RetrySchedule soon) {
        this.out = out;
        this.timeout = config.timeout();
        this.soon = soon;
        this.chat = call(ProxyRequest.Kind.CHAT, config, key, retries);
        this.embeddings = call(ProxyRequest.Kind.EMBEDDINGS, config, key, retries);
    }

    private static Request call(
            ProxyRequest.Kind kind, Config.Models config, Secret key, RetrySchedule retries) {
        return Request.sending(
                        "openai." + kind.purpose(),
                        "POST",
                        OpenAiProtocol.endpoint(config, kind.path()),
                        NONE)
                .header("Authorization", "Bearer " + key.reveal())
                // an answer nobody got may be asked for again: it changes nothing, it only costs
                .repeating(RetrySafety.FREELY)
                .trying(retries)
                .within(config.timeout(), config.timeout());
    }

    @Override
    public String name() {
        return OpenAiProtocol.NAME;
    }

    @Override
    public ProxyResponse whole(ProxyRequest asked, String model, Patience patience) {
        Request call = call(asked, asked.body(model), patience);
        Response answer = ProviderErrors.answered(name(), out.call(call));
        if (!answer.ok()) {
            throw ProviderErrors.status(name(), answer);
        }
        return whole(asked, model, answer);
    }

    @Override
    public ProxyStream stream(ProxyRequest asked, String model, Patience patience) {
        boolean counting = !countsNoStreams && !asked.json().mentions("stream_options");
        byte[] body = asked.body(model);
        byte[] sent = counting ? RawJsonObject.of(body).with("stream_options", COUNTING) : body;
        Request call =
                call(asked, sent, patience).within(timeout, ModelProvider.streamTime(timeout));
        StreamingResponse context = ProviderErrors.answered(name(), out.open(call));
        if (!context.ok()) {
            Response refusal = ProviderErrors.whole(name(), context);
            if (counting && refusal.status() < 500 && refusal.text().contains("stream_options")) {
                countsNoStreams = true;
                return stream(asked, model, patience);
            }
            throw ProviderErrors.status(name(), refusal);
        }
        return passage(asked, model, context);
    }

    private ProxyStream passage(ProxyRequest asked, String model, StreamingResponse context) {
        return switch (context.mediaType()) {
            case "text/event-stream" ->
                    new OpenAiProxyStream(
                            name(), context, model, asked.wantsUsage(), asked.inputLength());
            case "application/json" ->
                    new SingleChunkStream(
                            whole(asked, model, ProviderErrors.whole(name(), context)));
            default -> throw ProviderErrors.noStream(name(), context);
        };
    }

    private Request call(ProxyRequest asked, byte[] body, Patience patience) {
        Request kind =
                switch (asked.kind()) {
                    case CHAT -> chat;
                    case EMBEDDINGS -> embeddings;
                };
        Request call = kind.with(new Request.Body("application/json", body));
        return switch (patience) {
            case LITTLE -> call.trying(soon);
            case FULL -> call;
        };
    }

    private ProxyResponse whole(ProxyRequest asked, String model, Response answer) {
        RawJsonObject json;
        try {
            json = RawJsonObject.of(answer.body());
        } catch (MalformedJsonException e) {
            throw new ProviderException.Malformed(name(), String.valueOf(e.getMessage()));
        }
        if (json.at("error").isPresent()) {
            throw ProviderErrors.event(name(), json.at("error"));
        }
        String result = asked.kind().result();
        if (!json.mentions(result)) {
            throw new ProviderException.Malformed(name(), "an answer without " + result);
        }
        return new ProxyResponse(
                answer.body(),
                json.text("model").orElse(model),
                OpenAiJson.usage(json.at("usage"), asked.inputLength(), json.length(result)));
    }
}
