package handcar.llm;

import java.io.IOException;
import java.io.OutputStream;

/// A passage whose cost is written down once, however it ends. Used by one thread.
final class MeteredProxyStream implements ProxyStream {
    private final ProxyStream stream;
    private final CallRecorder.Entry entry;
    private boolean written;

    MeteredProxyStream(ProxyStream stream, CallRecorder.Entry entry) {
        this.stream = stream;
        this.entry = entry;
    }

    @Override
    public void begin() {
        stream.begin();
    }

    @Override
    public boolean forward(OutputStream out) throws IOException {
        try {
            boolean more = stream.forward(out);
            if (!more && !written) {
                written = true;
                entry.paid(stream.model(), stream.usage());
            }
            return more;
        } catch (ProviderException e) {
            lost(e.label());
            throw e;
        }
    }

    @Override
    public String model() {
        return stream.model();
    }

    @Override
    public TokenUsage usage() {
        return stream.usage();
    }

    /// Before its end: the program left, and what was written until then has to be paid all the same.
    @Override
    public void close() {
        stream.close();
        lost("cancelled");
    }

    private void lost(String outcome) {
        if (!written) {
            written = true;
            entry.lost(outcome, stream.model(), stream.usage());
        }
    }
}
