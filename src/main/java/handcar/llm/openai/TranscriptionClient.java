package handcar.llm.openai;

import module java.base;

import handcar.config.Config;
import handcar.json.JsonView;
import handcar.llm.cost.BudgetException;
import handcar.llm.cost.CallOrigin;
import handcar.llm.cost.CallRecorder;
import handcar.llm.cost.SpeechLength;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.UsageJson;
import handcar.net.CircuitState;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

/// Turns speech into text by a server with OpenAI's API. <https://platform.openai.com/docs/api-reference/audio/createTranscription>
public final class TranscriptionClient {
    private static final String PROVIDER = "openai";
    private static final String BOUNDARY = "handcar-audio-7d1f0c55a2";

    private final Config.Models config;
    private final String model;
    private final HttpClient out;
    private final CallRecorder recorder;
    private final URI uri;

    public TranscriptionClient(
            Config.Models config, String model, HttpClient out, CallRecorder recorder) {
        this.config = config;
        this.model = model;
        this.out = out;
        this.recorder = recorder;
        this.uri =
                URI.create(config.openAiBaseUrl().replaceAll("/+$", "") + "/audio/transcriptions");
    }

    /// Speech as it was recorded.
    ///
    /// @param size its bytes
    public record Speech(InputStream bytes, int size, String mimeType) {
        /// The server goes by the ending of the name; it refuses `.oga` for the same bytes.
        String fileName() {
            return "voice."
                    + switch (mimeType) {
                        case "audio/mpeg" -> "mp3";
                        case "audio/mp4", "audio/3gpp", "video/mp4" -> "m4a";
                        case "audio/wav" -> "wav";
                        case "audio/flac" -> "flac";
                        case "audio/webm", "video/webm" -> "webm";
                        case "audio/amr" -> "amr";
                        case "audio/aac" -> "aac";
                        default -> "ogg";
                    };
        }
    }

    /// Whether the server is called at the moment.
    public boolean available() {
        return out.breaker(uri) != CircuitState.OPEN;
    }

    /// What is said; empty when nothing is. Asks once; [ProviderException] when there is no answer.
    public String transcribe(Speech speech, CallOrigin origin) throws IOException {
        CallRecorder.Entry entry = open(speech, origin);
        try {
            Response answer = ProviderErrors.answered(PROVIDER, out.call(request(speech)));
            if (!answer.ok()) {
                throw ProviderErrors.status(PROVIDER, answer);
            }
            JsonView json = ProviderErrors.json(answer);
            String text =
                    json.text("text")
                            .orElseThrow(
                                    () ->
                                            new ProviderException(
                                                    PROVIDER,
                                                    ProviderException.Kind.MALFORMED,
                                                    "an answer without text"));
            entry.paid(
                    model,
                    UsageJson.transcript(json.at("usage"), json.at("duration"))
                            .orElseGet(() -> estimated(speech.size())));
            return text.strip();
        } catch (ProviderException e) {
            if (e.mayCost()) {
                entry.unknown(e.label(), estimated(speech.size()));
            } else {
                entry.lost(e.label(), model, TokenUsage.NONE);
            }
            throw e;
        }
    }

    private CallRecorder.Entry open(Speech speech, CallOrigin origin) {
        try {
            return recorder.open(
                    PROVIDER, model, origin, () -> SpeechLength.most(model, speech.size()));
        } catch (BudgetException e) {
            throw ProviderErrors.budget(PROVIDER, e);
        }
    }

    /// A server sends nothing until it is done; speech takes longer than a short answer.
    private Request request(Speech speech) throws IOException {
        Duration limit = config.timeout().multipliedBy(2);
        return Request.sending(
                        "openai.transcriptions",
                        "POST",
                        uri,
                        new Request.Body("multipart/form-data; boundary=" + BOUNDARY, form(speech)))
                .repeating(RetrySafety.NEVER)
                .header("Authorization", "Bearer " + config.openAiKey().orElseThrow().reveal())
                .within(limit, limit);
    }

    /// One array of exactly the size, because speech of 16 MB should not be there twice.
    private byte[] form(Speech speech) throws IOException {
        byte[] head =
                (field("model", model)
                                + field("response_format", "json")
                                + part("file\"; filename=\"" + speech.fileName())
                                + "Content-Type: "
                                + speech.mimeType()
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] form = new byte[head.length + speech.size() + tail.length];
        System.arraycopy(head, 0, form, 0, head.length);
        int read = speech.bytes().readNBytes(form, head.length, speech.size());
        if (read < speech.size()) {
            throw new EOFException("the speech ends after " + read + " bytes");
        }
        System.arraycopy(tail, 0, form, head.length + read, tail.length);
        return form;
    }

    private static String field(String name, String value) {
        return part(name) + "\r\n" + value + "\r\n";
    }

    private static String part(String name) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n";
    }

    private static TokenUsage estimated(long bytes) {
        return new TokenUsage(SpeechLength.seconds(bytes), 0, true);
    }
}
