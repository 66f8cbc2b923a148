package handcar.channel.email;

import module java.base;

import handcar.text.TextDecoder;

/// Encoded words in headers (RFC 2047). A program that cuts a letter in two, which is not allowed, makes two words that mean
/// nothing alone: words of one charset that follow each other are put together before they are decoded. They become UTF-8, which
/// the mail library reads as it is.
final class EncodedWords {
    private static final Pattern WORD =
            Pattern.compile(
                    "=\\?([A-Za-z0-9_.:-]{1,40})(?:\\*[A-Za-z-]{1,20})?\\?([QqBb])\\?([^?\\s]{0,2000})\\?=");

    private EncodedWords() {}

    static String joined(String header) {
        Matcher word = WORD.matcher(header);
        StringBuilder joined = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "";
        int end = 0;
        while (word.find()) {
            String between = header.substring(end, word.start());
            boolean follows = between.isBlank() && charset.equalsIgnoreCase(word.group(1));
            if (!follows) {
                flush(joined, charset, bytes);
                joined.append(between);
            }
            charset = word.group(1);
            bytes.writeBytes(decoded(word.group(2), word.group(3)));
            end = word.end();
        }
        flush(joined, charset, bytes);
        return joined.append(header.substring(end)).toString();
    }

    private static void flush(StringBuilder joined, String charset, ByteArrayOutputStream bytes) {
        if (bytes.size() > 0) {
            String text = TextDecoder.decode(bytes.toByteArray(), TextDecoder.named(charset));
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            joined.append("=?UTF-8?B?")
                    .append(Base64.getEncoder().encodeToString(utf8))
                    .append("?=");
            bytes.reset();
        }
    }

    private static byte[] decoded(String encoding, String text) {
        if (encoding.equalsIgnoreCase("B")) {
            return Base64.getMimeDecoder().decode(text.replaceAll("[^A-Za-z0-9+/]", ""));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            boolean coded =
                    next == '='
                            && i + 2 < text.length()
                            && HexFormat.isHexDigit(text.charAt(i + 1))
                            && HexFormat.isHexDigit(text.charAt(i + 2));
            if (coded) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(next == '_' ? ' ' : next);
            }
        }
        return bytes.toByteArray();
    }
}
