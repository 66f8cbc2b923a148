package handcar.rag.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import javax.xml.stream.XMLStreamConstants;

/// The zip that a DOCX or XLSX is. Reads the directory at the end of the file and opens the parts that are asked for,
/// from memory; nothing is unpacked that is not read, and an archive inside the archive is never opened.
///
/// Layout: PKWARE APPNOTE 4.3.12 (central directory) and 4.3.16 (its end). Zip64 is not needed for 10 MB.
final class ZipReader {
    /// The largest workbooks have some hundred parts.
    private static final int MOST_ENTRIES = 5_000;

    /// All parts read from one archive together, unpacked.
    private static final long MOST_UNPACKED = 64L << 20;

    /// Office XML packs 5 to 50 times; deflate can do 1 032.
    private static final int HIGHEST_RATIO = 200;

    /// Below this a high ratio proves nothing: an empty sheet packs well.
    private static final long RATIO_FROM = 1L << 20;

    private static final int END_MARK = 0x06054b50;
    private static final int ENTRY_MARK = 0x02014b50;
    private static final int LOCAL_MARK = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private record Entry(int method, int packed, long unpacked, int local) {}

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long unpacked;

    private ZipReader(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Reads the directory; [UnreadableDocumentException] when there is none or it lies.
    static ZipReader open(byte[] bytes) {
        ZipReader archive = new ZipReader(bytes);
        try {
            archive.directory();
        } catch (IndexOutOfBoundsException e) {
            throw broken();
        }
        return archive;
    }

    private void directory() {
        int end = end();
        int count = buffer.getShort(end + 10) & 0xFFFF;
        if (count > MOST_ENTRIES) {
            throw bomb();
        }
        int at = buffer.getInt(end + 16);
        for (int entry = 0; entry < count; entry++) {
            if (buffer.getInt(at) != ENTRY_MARK) {
                throw broken();
            }
            if ((buffer.getShort(at + 8) & ENCRYPTED) != 0) {
                throw new UnreadableDocumentException(
                        "This file is encrypted. Remove its password and upload it again.");
            }
            int name = buffer.getShort(at + 28) & 0xFFFF;
            int more = (buffer.getShort(at + 30) & 0xFFFF) + (buffer.getShort(at + 32) & 0xFFFF);
            entries.put(
                    new String(bytes, at + ENTRY_LENGTH, name, StandardCharsets.UTF_8)
                            .replace('\\', '/'),
                    new Entry(
                            buffer.getShort(at + 10),
                            buffer.getInt(at + 20),
                            buffer.getInt(at + 24) & 0xFFFFFFFFL,
                            buffer.getInt(at + 42)));
            at += ENTRY_LENGTH + name + more;
        }
    }

    private int end() {
        int last = bytes.length - END_LENGTH;
        for (int at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
            if (buffer.getInt(at) == END_MARK) {
                return at;
            }
        }
        throw broken();
    }

    /// The part that is the document itself, as the package's relations name it; empty when they name none.
    String mainPart() {
        Optional<XmlReader> relations = xml("_rels/.rels");
        if (relations.isEmpty()) {
            return "";
        }
        try (XmlReader xml = relations.get()) {
            while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
                if (xml.starts("Relationship")
                        && xml.attribute("Type").endsWith("/officeDocument")) {
                    return xml.attribute("Target").replaceFirst("^/", "");
                }
            }
        }
        return "";
    }

    /// The part as events; empty when there is none of that name.
    Optional<XmlReader> xml(String name) {
        Entry entry = entries.get(name);
        return entry == null ? Optional.empty() : Optional.of(XmlReader.of(stream(entry)));
    }

    private Bounded stream(Entry entry) {
        if (entry.unpacked > MOST_UNPACKED
                || (entry.unpacked > RATIO_FROM && entry.unpacked / HIGHEST_RATIO > entry.packed)) {
            throw bomb();
        }
        try {
            int local = entry.local;
            if (buffer.getInt(local) != LOCAL_MARK) {
                throw broken();
            }
            int start =
                    local
                            + LOCAL_LENGTH
                            + (buffer.getShort(local + 26) & 0xFFFF)
                            + (buffer.getShort(local + 28) & 0xFFFF);
            if (entry.packed < 0 || start > bytes.length - entry.packed) {
                throw broken();
            }
            InputStream packed = new ByteArrayInputStream(bytes, start, entry.packed);
            return switch (entry.method) {
                case STORED -> new Bounded(packed, Optional.empty(), entry.packed);
                case DEFLATED -> {
                    Inflater inflater = new Inflater(true);
                    yield new Bounded(
                            new InflaterInputStream(packed, inflater),
                            Optional.of(inflater),
                            entry.packed);
                }
                default -> throw broken();
            };
        } catch (IndexOutOfBoundsException e) {
            throw broken();
        }
    }

    private static UnreadableDocumentException broken() {
        return new UnreadableDocumentException(
                "This file is damaged. Save it again and upload it once more.");
    }

    static UnreadableDocumentException bomb() {
        return new UnreadableDocumentException(
                "This file unpacks to far more than its size, so it was not read any further.");
    }

    /// One part while it is unpacked. What the directory says about sizes is not believed: the bytes are counted.
    final class Bounded extends InputStream {
        /// A single name, attribute or comment this long is no document; the parser would hold all of it.
        private static final int LONGEST_TOKEN = 2 << 20;

        private final InputStream in;
        private final Optional<Inflater> inflater;
        private final long packed;
        private long seen;
        private long token;

        private Bounded(InputStream in, Optional<Inflater> inflater, long packed) {
            this.in = in;
            this.inflater = inflater;
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            if (count > 0) {
                seen += count;
                unpacked += count;
                token += count;
                if (unpacked > MOST_UNPACKED
                        || token > LONGEST_TOKEN
                        || (seen > RATIO_FROM && seen / HIGHEST_RATIO > packed)) {
                    throw bomb();
                }
            }
            return count;
        }

        /// The parser has let go of what it held.
        void tokenEnds() {
            token = 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
            inflater.ifPresent(Inflater::end);
        }
    }
}
