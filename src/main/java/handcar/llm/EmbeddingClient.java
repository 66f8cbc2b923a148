package handcar.llm;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.cost.CallOrigin;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderResponse;

/// Turns texts into vectors by a provider's model. <https://platform.openai.com/docs/api-reference/embeddings>
public final class EmbeddingClient implements Embedder {
    /// Texts in one request; more are slower, and a failure then loses more work.
    private static final int MOST_INPUTS = 128;

    /// Characters in one request; about 50 000 tokens, well below the 300 000 OpenAI takes.
    private static final int MOST_CHARACTERS = 200_000;

    /// Characters of one text; 8 191 tokens is what the models read, and some languages need a token for every character.
    private static final int LONGEST = 8_000;

    private static final CallOrigin DOCUMENTS = CallOrigin.of("embed");
    private static final CallOrigin QUESTION = CallOrigin.of(CallOrigin.SEARCH);

    private static final Map<String, Integer> DIMENSIONS =
            Map.of(
                    "text-embedding-3-small", 1_536,
                    "text-embedding-3-large", 3_072,
                    "text-embedding-ada-002", 1_536);

    private final ModelRouter router;
    private final String model;
    private volatile int dimension;

    public EmbeddingClient(ModelRouter router, String model) {
        this.router = router;
        this.model = model;
        this.dimension = DIMENSIONS.getOrDefault(model, 0);
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
                vectors.addAll(request(batch, DOCUMENTS));
                batch.clear();
                characters = 0;
            }
            batch.add(input);
            characters += input.length();
        }
        if (!batch.isEmpty()) {
            vectors.addAll(request(batch, DOCUMENTS));
        }
        return vectors;
    }

    @Override
    public float[] question(String text) {
        return request(List.of(readable(text)), QUESTION).getFirst();
    }

    /// Base64 is a quarter of the text that numbers would be; servers that do not know it send numbers or refuse.
    private List<float[]> request(List<String> inputs, CallOrigin origin) {
        InternalRequest request =
                new InternalRequest(
                        ModelRequest.Kind.EMBEDDINGS,
                        origin,
                        model,
                        Map.of("input", List.copyOf(inputs), "encoding_format", "base64"));
        try {
            return router.complete(request, response -> vectors(response, inputs.size())).answer();
        } catch (NoModelAvailableException e) {
            throw e.failures().isEmpty() ? e : e.failures().getFirst();
        }
    }

    private List<float[]> vectors(ProviderResponse response, int count) {
        float[][] vectors = new float[count][];
        new JsonView(Json.any(response.json()))
                .at("data")
                .each()
                .forEach(
                        item -> {
                            long index = item.number("index").orElse(-1);
                            if (index < 0 || index >= count || vectors[(int) index] != null) {
                                throw malformed("There is a vector for a text that was not sent.");
                            }
                            vectors[(int) index] = vector(item.at("embedding"));
                        });
        if (Arrays.stream(vectors).anyMatch(Objects::isNull)) {
            throw malformed("A vector is missing.");
        }
        return List.of(vectors);
    }

    private float[] vector(JsonView embedding) {
        float[] vector =
                embedding.text().map(EmbeddingClient::decoded).orElseGet(() -> read(embedding));
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

    /// The API refuses empty texts and texts that are too long.
    private static String readable(String text) {
        String input = text.isBlank() ? "." : text;
        if (input.length() <= LONGEST) {
            return input;
        }
        int end = Character.isHighSurrogate(input.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return input.substring(0, end);
    }

    private static MalformedJsonException malformed(String what) {
        return new MalformedJsonException(what);
    }
}
