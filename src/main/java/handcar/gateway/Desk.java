package handcar.gateway;

import handcar.gateway.Provider.Patience;

import java.time.Instant;
import java.util.Optional;

/// A provider and its bookkeeping: what every call cost, and how the last ones went.
final class Desk {
    private final Provider provider;
    private final Books books;
    private volatile Optional<Instant> lastSuccess = Optional.empty();
    private volatile Optional<Failed> lastFailure = Optional.empty();

    Desk(Provider provider, Ledger ledger) {
        this.provider = provider;
        this.books = new Books(provider.name(), ledger);
    }

    Provider provider() {
        return provider;
    }

    ChatResult complete(ChatRequest request, Patience patience) {
        Books.Entry entry = books.open(request, provider.model(request));
        try {
            return succeeded(entry, provider.complete(request, patience));
        } catch (ProviderFailure e) {
            throw failed(entry, e, Optional.empty());
        }
    }

    /// Returns when the first word is there, so that a provider which fails before it can still be passed over.
    ChatStream stream(ChatRequest request, Patience patience) {
        Books.Entry entry = books.open(request, provider.model(request));
        ProviderStream stream;
        try {
            stream = provider.stream(request, patience);
        } catch (ProviderFailure e) {
            throw failed(entry, e, Optional.empty());
        }
        CountedStream counted = new CountedStream(this, entry, stream);
        try {
            counted.begin();
            return counted;
        } catch (ProviderFailure e) {
            counted.close();
            throw e;
        }
    }

    ChatResult succeeded(Books.Entry entry, ProviderAnswer answer) {
        lastSuccess = Optional.of(Instant.now());
        return entry.paid(answer);
    }

    ProviderFailure failed(
            Books.Entry entry, ProviderFailure failure, Optional<ProviderAnswer> soFar) {
        if (!(failure instanceof ProviderFailure.Cancelled)) {
            lastFailure = Optional.of(new Failed(failure.label(), Instant.now()));
        }
        entry.lost(failure.label(), soFar);
        return failure;
    }

    ProviderHealth health(String model) {
        Optional<Failed> failure = lastFailure;
        return new ProviderHealth(
                provider.name(),
                true,
                model,
                provider.breaker(),
                lastSuccess,
                failure.map(Failed::label),
                failure.map(Failed::at));
    }

    private record Failed(String label, Instant at) {}
}
