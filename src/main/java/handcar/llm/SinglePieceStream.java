package handcar.llm;

import java.util.Optional;

/// A stream of one piece, for servers that do not stream.
final class SinglePieceStream implements ProviderStream {
    private final ProviderResponse answer;
    private boolean told;

    SinglePieceStream(ProviderResponse answer) {
        this.answer = answer;
    }

    @Override
    public Optional<String> next() {
        if (told || answer.text().isEmpty()) {
            return Optional.empty();
        }
        told = true;
        return Optional.of(answer.text());
    }

    @Override
    public ProviderResponse answer() {
        return answer;
    }

    @Override
    public void close() {
        told = true;
    }
}
