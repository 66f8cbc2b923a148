package handcar.llm;

import module java.base;

/// Turns texts into vectors. Vectors of different models or dimensions must never be compared.
public interface Embedder {
    /// The model's name, stored beside every vector.
    String model();

    /// How many numbers a vector has. For a model without a known dimension this calls the provider once; [ProviderException] then.
    int dimension();

    /// One vector of length 1 per text, in order. Long texts are cut at what the model can read. [ProviderException] when the
    /// provider fails; then none of the texts counts as embedded.
    List<float[]> embed(List<String> texts);

    /// The vector of a question, which counts against the budget for answers; [ProviderException] likewise.
    default float[] question(String text) {
        return embed(List.of(text)).getFirst();
    }
}
