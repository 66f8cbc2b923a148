package handcar.channel.media;

import module java.base;

import handcar.fakes.FakeConnection;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;

/// WhatsApp, 360dialog, Telegram and Evolution in one server, which keeps one file and sends every message.
final class FakeMediaProvider extends FakeServer {
    static final String TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK";
    static final AtomicInteger NUMBERS = new AtomicInteger(1000);

    /// What it answers instead, by the beginning of the path.
    final Map<String, FakeReply> instead = new ConcurrentHashMap<>();

    volatile byte[] file = voice(300_000);

    FakeMediaProvider() {
        super((_, _) -> {});
        FakeServer _ = usual(this::answer);
    }

    /// Sound in Ogg of this size.
    static byte[] voice(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        System.arraycopy("OggS".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 4);
        return bytes;
    }

    private void answer(FakeRequest request, FakeConnection wire)
            throws java.io.IOException, InterruptedException {
        for (Map.Entry<String, FakeReply> other : instead.entrySet()) {
            if (request.path().startsWith(other.getKey())) {
                other.getValue().to(request, wire);
                return;
            }
        }
        usual(request).to(request, wire);
    }

    private FakeReply usual(FakeRequest request) {
        String path = request.path();
        if (path.startsWith("/media-id")) {
            return FakeReply.json(
                    200,
                    Map.of(
                            "url",
                            baseUrl() + "/cdn/voice?mid=1",
                            "mime_type",
                            "audio/ogg; codecs=opus",
                            "file_size",
                            file.length));
        } else if (path.startsWith("/cdn/voice")) {
            boolean known =
                    request.header("authorization").equals("Bearer EAAJB")
                            || request.header("d360-api-key").equals("key");
            return known ? bytes() : FakeReply.json(401, Map.of());
        } else if (path.endsWith("/getFile")) {
            return FakeReply.json(
                    200,
                    Map.of(
                            "ok",
                            true,
                            "result",
                            Map.of(
                                    "file_id",
                                    request.json().text("file_id").orElse(""),
                                    "file_path",
                                    "voice/file_1.oga",
                                    "file_size",
                                    file.length)));
        } else if (path.equals("/file/bot" + TOKEN + "/voice/file_1.oga")) {
            return bytes();
        } else if (path.startsWith("/chat/getBase64FromMediaMessage/")) {
            return FakeReply.json(
                    201,
                    Map.of(
                            "mediaType",
                            "audioMessage",
                            "base64",
                            Base64.getEncoder().encodeToString(file)));
        }
        int number = NUMBERS.incrementAndGet();
        return FakeReply.json(
                200,
                Map.of(
                        "ok",
                        true,
                        "result",
                        Map.of("message_id", number),
                        "key",
                        Map.of("id", "OUT" + number),
                        "messages",
                        List.of(Map.of("id", "wamid.OUT" + number))));
    }

    FakeReply bytes() {
        byte[] now = file;
        return (_, wire) -> wire.answer(200, "application/octet-stream", Map.of(), now);
    }
}
