package handcar.channel;

import module java.base;

import handcar.channel.Outbound.Media;
import handcar.json.JsonView;

/// Messages with a file, and accounts that may send them.
final class FileMessages {
    private FileMessages() {}

    static ChannelAccount account(String kind, String baseUrl) {
        return TestAccount.of(
                kind,
                kind.equals("telegram") ? "123" : "3",
                Map.of(ChannelAccount.BASE_URL, baseUrl, "account_sid", "AC1"),
                Map.of(
                        "access_token",
                        "token",
                        "api_key",
                        "token",
                        "api_token",
                        "token",
                        "bot_token",
                        "123:ABC",
                        ChannelAccount.WEBHOOK_SECRET,
                        "token"));
    }

    static OutboundFile file(String name, String type, byte[] bytes, Optional<URI> link) {
        return new OutboundFile(
                name, type, bytes.length, () -> new ByteArrayInputStream(bytes), link);
    }

    static Media media(OutboundFile file, Media.Type type, String caption) {
        return new Media(
                type,
                new Outbound.Source.Kept(file),
                Optional.of(caption).filter(text -> !text.isEmpty()),
                Optional.of(file.name()));
    }

    static OutboundPart part(String kind, Media media) {
        return new OutboundPart(
                UUID.randomUUID(),
                "",
                "49170123",
                new JsonView(Map.of()),
                kind.equals("chatwoot") ? new Outbound.Bundle("Look!", List.of(media)) : media,
                1,
                1,
                Optional.empty());
    }
}
