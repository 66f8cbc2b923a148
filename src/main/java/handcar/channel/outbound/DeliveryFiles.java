package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.FileRules;
import handcar.channel.Outbound;
import handcar.channel.OutboundFile;
import handcar.media.MediaFile;
import handcar.media.MediaLinks;
import handcar.media.MediaStore;

/// The content of a part, with the files that are kept for it.
public final class DeliveryFiles {
    private static final String UNNAMED = "file";

    private final MediaStore media;
    private final MediaLinks links;

    public DeliveryFiles(MediaStore media, MediaLinks links) {
        this.media = media;
        this.links = links;
    }

    /// Whether this server has an address where providers fetch files.
    boolean hasAddress() {
        return links.hasAddress();
    }

    /// Empty when a file is no longer kept, or the channel does not take it any more.
    Optional<Outbound> content(Delivery part, ChannelCapabilities capabilities) {
        if (part.files().isEmpty()) {
            return Optional.of(new Outbound.Text(part.text()));
        }
        List<Outbound.Media> files =
                part.files().stream()
                        .flatMap(id -> media.find(id).stream())
                        .flatMap(file -> file(file, part, capabilities.files()).stream())
                        .toList();
        if (files.size() < part.files().size()) {
            return Optional.empty();
        }
        Outbound content =
                capabilities.files().perMessage() > 1
                        ? new Outbound.Bundle(part.text(), files)
                        : files.getFirst();
        return Optional.of(part.uploaded().map(content::uploaded).orElse(content));
    }

    private Optional<Outbound.Media> file(MediaFile file, Delivery part, FileRules rules) {
        String type = MessageParts.type(file);
        long size = MessageParts.size(file);
        String name = file.name().orElse(UNNAMED);
        return file.blob().isEmpty()
                ? Optional.empty()
                : rules.kindOf(type, size)
                        .map(
                                kind ->
                                        new Outbound.Media(
                                                kind.type(),
                                                new Outbound.Source.Kept(
                                                        new OutboundFile(
                                                                name,
                                                                type,
                                                                size,
                                                                () -> open(file),
                                                                links.of(file.id()))),
                                                Optional.of(part.text())
                                                        .filter(text -> !text.isEmpty()),
                                                Optional.of(name)));
    }

    private InputStream open(MediaFile file) throws IOException {
        return media.open(file, 0)
                .orElseThrow(() -> new FileNotFoundException("the file is no longer kept"));
    }
}
