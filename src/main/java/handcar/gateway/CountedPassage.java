package handcar.gateway;

import java.io.IOException;
import java.io.OutputStream;

/// A passage whose cost is written down once, however it ends. Used by one thread.
final class CountedPassage implements Passage {
    private final Passage passage;
    private final Books.Entry entry;
    private boolean written;

    CountedPassage(Passage passage, Books.Entry entry) {
        this.passage = passage;
        this.entry = entry;
    }

    @Override
    public void begin() {
        passage.begin();
    }

    @Override
    public boolean forward(OutputStream out) throws IOException {
        try {
            boolean more = passage.forward(out);
            if (!more && !written) {
                written = true;
                entry.paid(passage.model(), passage.usage());
            }
            return more;
        } catch (ProviderFailure e) {
            lost(e.label());
            throw e;
        }
    }

    @Override
    public String model() {
        return passage.model();
    }

    @Override
    public Usage usage() {
        return passage.usage();
    }

    /// Before its end: the program left, and what was written until then has to be paid all the same.
    @Override
    public void close() {
        passage.close();
        lost("cancelled");
    }

    private void lost(String outcome) {
        if (!written) {
            written = true;
            entry.lost(outcome, passage.model(), passage.usage());
        }
    }
}
