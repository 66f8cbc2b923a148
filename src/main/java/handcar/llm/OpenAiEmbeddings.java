package handcar.llm;

import handcar.config.Config;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.llm.ModelProvider.Patience;
import handcar.net.HttpClient;
import handcar.net.Response;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// OpenAI's embeddings wire. <https://platform.openai.com/docs/api-reference/embeddings>
public final class OpenAiEmbeddings implements Embedder {
    /// More inputs are slower, and a failure then loses more work.
    private static final int MOST_INPUTS = 128;

    /// In one request; about 50 000 tokens, well below the 300 000 OpenAI takes.
    private static final int MOST_CHARACTERS = 200_000;

    /// Of one text; 8 191 tokens is what the models read, and some languages need a token for every character.
    private static final int LONGEST = 8_000;

    private static final Map<String, Integer> DIMENSIONS =
            Map.of(
                    "text-embedding-3-small", 1_536,
                    "text-embedding-3-large", 3_072,
                    "text-embedding-ada-002", 1_536);

    private final String model;
    private final ProviderEndpoint wire;
    private final CallLog callLog;
    private volatile int dimension;

    private OpenAiEmbeddings(Config.Models config, Secret key, HttpClient out, CallLog callLog) {
        this.model = config.embeddingModel();
        this.callLog = callLog;
        this.dimension = DIMENSIONS.getOrDefault(model, 0);
        this.wire = OpenAiProtocol.wired("openai.embeddings", "/embeddings", config, key, out);
    }

    /// The embedder, when there is a key for one.
    public static Optional<Embedder> of(Config.Models config, HttpClient out, CallLog callLog) {
        return config.openAiKey().map(key -> new OpenAiEmbeddings(config, key, out, callLog));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int dimension() {
        if (dimension == 0) {
            embed(List.of("How long is a vector?"));
        }
        return dimension;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        List<String> batch = new ArrayList<>();
        int characters = 0;
        for (String text : texts) {
            String input = readable(text);
            if (batch.size() == MOST_INPUTS || characters + input.length() > MOST_CHARACTERS) {
                vectors.addAll(request(batch));
                batch.clear();
                characters = 0;
            }
            batch.add(input);
            characters += input.length();
        }
        if (!batch.isEmpty()) {
            vectors.addAll(request(batch));
        }
        return vectors;
    }

    private List<float[]> request(List<String> inputs) {
        Instant at = Instant.now();
        long started = System.nanoTime();
        try {
            Response answer = wire.call(model, quirks -> body(inputs, quirks), Patience.FULL);
            JsonView json = ProviderErrors.json(answer);
            List<float[]> vectors = vectors(json, inputs.size());
            TokenUsage usage =
                    new TokenUsage(json.at("usage").number("prompt_tokens").orElse(0), 0, false);
            record(at, started, usage, "ok");
            return vectors;
        } catch (ProviderException e) {
            record(at, started, TokenUsage.NONE, e.label());
            throw e;
        }
    }

    /// Base64 is a quarter of the text that numbers would be; servers that do not know it send numbers or refuse.
    private Map<String, Object> body(List<String> inputs, Set<CompatibilityFlag> quirks) {
        String format = quirks.contains(CompatibilityFlag.NO_BASE64) ? "float" : "base64";
        return Map.of("model", model, "input", List.copyOf(inputs), "encoding_format", format);
    }

    private List<float[]> vectors(JsonView json, int count) {
        float[][] vectors = new float[count][];
        json.at("data")
                .each()
                .forEach(
                        item -> {
                            long index = item.number("index").orElse(-1);
                            if (index < 0 || index >= count || vectors[(int) index] != null) {
                                throw malformed("a vector for a text that was not sent");
                            }
                            vectors[(int) index] = vector(item.at("embedding"));
                        });
        if (Arrays.stream(vectors).anyMatch(java.util.Objects::isNull)) {
            throw malformed("a vector is missing");
        }
        return List.of(vectors);
    }

    private float[] vector(JsonView embedding) {
        float[] vector =
                embedding.text().map(OpenAiEmbeddings::decoded).orElseGet(() -> read(embedding));
        if (dimension == 0) {
            dimension = vector.length;
        }
        if (vector.length != dimension || vector.length == 0) {
            throw malformed(vector.length + " numbers in a vector instead of " + dimension);
        }
        return unit(vector);
    }

    private static float[] decoded(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            float[] vector = new float[bytes.remaining() / Float.BYTES];
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
            return vector;
        } catch (IllegalArgumentException e) {
            throw malformed("a vector that is not base64");
        }
    }

    private static float[] read(JsonView numbers) {
        List<JsonView> each = numbers.each().toList();
        float[] vector = new float[each.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!(each.get(i).value() instanceof Number number)) {
                throw malformed("a vector with something that is not a number");
            }
            vector[i] = number.floatValue();
        }
        return vector;
    }

    private static float[] unit(float[] vector) {
        double square = 0;
        for (float x : vector) {
            square += (double) x * x;
        }
        double length = Math.sqrt(square);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw malformed("a vector without a direction");
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    /// The wire refuses empty texts, and cuts none itself.
    private static String readable(String text) {
        String input = text.isBlank() ? "." : text;
        if (input.length() <= LONGEST) {
            return input;
        }
        int end = Character.isHighSurrogate(input.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return input.substring(0, end);
    }

    private void record(Instant at, long started, TokenUsage usage, String outcome) {
        CallRecorder.write(
                callLog,
                new ModelCall(
                        at,
                        OpenAiProtocol.NAME,
                        model,
                        "embed",
                        Optional.empty(),
                        Optional.empty(),
                        usage,
                        PriceList.cost(model, usage),
                        Duration.ofNanos(System.nanoTime() - started),
                        outcome));
    }

    private static ProviderException malformed(String what) {
        return new ProviderException.Malformed(OpenAiProtocol.NAME, what);
    }
}
