package handcar.channel;

import module java.base;

import handcar.net.Request;

/// A file of ours on its way to a customer. Its bytes are read anew at each try and never held as a whole.
///
/// @param name without a folder; it becomes a part of headers, so it has no line ends
/// @param mimeType as it was recognised by its bytes
/// @param size in bytes
/// @param bytes opens them
/// @param link where a provider may fetch it for a short time; empty when this server has no public address
public record OutboundFile(
        String name, String mimeType, long size, Bytes bytes, Optional<URI> link) {
    public OutboundFile {
        name = name.replaceAll("\\p{Cntrl}+", "_");
    }

    /// The bytes of a file.
    @FunctionalInterface
    public interface Bytes {
        InputStream open() throws IOException;
    }

    /// The bytes as the body of a request.
    public Request.Content content() {
        return out -> {
            try (InputStream in = bytes.open()) {
                in.transferTo(out);
            }
        };
    }
}
