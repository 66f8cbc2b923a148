import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A provider's side of a webhook: WhatsApp messages in Meta's shape, signed, sent one after the other over one connection.
final class Sender implements AutoCloseable {
    static final String SECRET = "the-app-secret-of-the-benchmark";
    static final String PHONE = "106540352242922";

    private final int port;
    private final Mac mac;
    private final byte[] answer = new byte[8 * 1024];
    private Socket socket;

    Sender(int port) throws Exception {
        this.port = port;
        this.mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    /// The payload of one text message.
    static String payload(String from, String id, String text) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"field":"messages",\
                "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881",\
                "phone_number_id":"%s"},"contacts":[{"profile":{"name":"Customer %s"},"wa_id":"%s"}],\
                "messages":[{"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}"""
                .formatted(PHONE, from, from, from, id, System.currentTimeMillis() / 1000, text);
    }

    /// Sends it and waits; the status, or 0 when the connection broke before a whole answer was there.
    int send(String payload) {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /webhooks/whatsapp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256="
                        + HexFormat.of().formatHex(mac.doFinal(body))
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        byte[] bytes = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, head.length());
        System.arraycopy(body, 0, bytes, head.length(), body.length);
        try {
            if (socket == null) {
                socket = new Socket();
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
                socket.setSoTimeout(15_000);
            }
            socket.getOutputStream().write(bytes);
            return status();
        } catch (IOException _) {
            close();
            return 0;
        }
    }

    private int status() throws IOException {
        int length = 0;
        while (true) {
            int got = socket.getInputStream().read(answer, length, answer.length - length);
            if (got < 0) {
                throw new IOException("closed");
            }
            length += got;
            String text = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0 && length >= end + 4 + contentLength(text)) {
                if (text.regionMatches(true, 0, "HTTP/1.1 ", 0, 9)) {
                    if (text.toLowerCase(java.util.Locale.ROOT).contains("connection: close")) {
                        close();
                    }
                    return Integer.parseInt(text.substring(9, 12));
                }
                throw new IOException("no answer: " + text);
            }
        }
    }

    private static int contentLength(String head) {
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException _) {
            // it is gone either way
        }
        socket = null;
    }
}
