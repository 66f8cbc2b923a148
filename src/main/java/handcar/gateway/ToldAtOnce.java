package handcar.gateway;

import java.util.Optional;

/// A stream of one piece, for servers that do not stream.
final class ToldAtOnce implements ProviderStream {
    private final ProviderAnswer answer;
    private boolean told;

    ToldAtOnce(ProviderAnswer answer) {
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
    public ProviderAnswer answer() {
        return answer;
    }

    @Override
    public void close() {
        told = true;
    }
}
