package handcar.fakes;

import module java.base;

/// The fake's end of one connection.
public final class FakeConnection {
    private final Socket socket;
    private final OutputStream out;

    FakeConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    /// A whole answer.
    public void answer(int status, String mediaType, Map<String, String> headers, byte[] body)
            throws IOException {
        StringBuilder head = head(status, mediaType);
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, all, 0, headBytes.length);
        System.arraycopy(body, 0, all, headBytes.length, body.length);
        raw(all);
    }

    /// The head of a chunked answer.
    public void openStream(String mediaType) throws IOException {
        raw(head(200, mediaType).append("Transfer-Encoding: chunked\r\n\r\n").toString());
    }

    public void chunk(String text) throws IOException {
        chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    public void chunk(byte[] bytes) throws IOException {
        byte[] start =
                (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[start.length + bytes.length + 2];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(bytes, 0, all, start.length, bytes.length);
        all[all.length - 2] = '\r';
        all[all.length - 1] = '\n';
        raw(all);
    }

    public void endStream() throws IOException {
        raw("0\r\n\r\n");
    }

    public void raw(String text) throws IOException {
        raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /// Resets the connection.
    public void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Returns when the caller has closed its end.
    public void waitUntilLeft() throws IOException {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
            // Whatever it still says is not listened to.
        }
        throw new IOException("left");
    }

    private static StringBuilder head(int status, String mediaType) {
        return new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(" Status\r\nContent-Type: ")
                .append(mediaType)
                .append("\r\n");
    }
}
