package handcar.rag.extract;

import module java.base;

/// The zip that a DOCX or XLSX is. Only the parts that are asked for are unpacked, and a zip inside it is never opened. What
/// the directory says about sizes is not believed: the bytes are counted.
final class ZipReader implements AutoCloseable {
    /// The largest workbooks have some hundred parts.
    private static final int MOST_ENTRIES = 5_000;

    /// All parts read from one archive together, unpacked.
    private static final long MOST_UNPACKED = 64L << 20;

    /// Office XML packs 5 to 50 times; deflate can do 1 032.
    private static final int HIGHEST_RATIO = 200;

    /// Below this a high ratio proves nothing: an empty sheet packs well.
    private static final long RATIO_FROM = 1L << 20;

    /// A relation between two parts.
    record Relation(String id, String type, String target) {}

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();
    private long unpacked;

    private ZipReader(ZipFile zip) {
        this.zip = zip;
        // some programs write the separators of Windows
        zip.stream().forEach(entry -> entries.put(entry.getName().replace('\\', '/'), entry));
    }

    /// Reads the directory; [UnreadableDocumentException] when there is none or it is wrong. Java reads zips from files
    /// only, so the bytes go through a temporary one, which is gone as soon as it is open.
    static ZipReader open(byte[] bytes) {
        try {
            Path file = Files.createTempFile("document", ".zip");
            try {
                Files.write(file, bytes);
                ZipFile zip = new ZipFile(file.toFile());
                if (zip.size() > MOST_ENTRIES) {
                    zip.close();
                    throw bomb();
                }
                return new ZipReader(zip);
            } finally {
                Files.delete(file);
            }
        } catch (ZipException e) {
            throw String.valueOf(e.getMessage()).contains("encrypted")
                    ? new UnreadableDocumentException(
                            "This file is encrypted. Remove its password and upload it again.")
                    : hasDirectory(bytes) ? broken() : UnreadableDocumentException.cutOff();
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary file could be written.", e);
        }
    }

    /// Whether the record that ends a zip is there, after its last part.
    private static boolean hasDirectory(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("PK\5\6");
    }

    /// The part that is the document itself, as the package's relations name it; empty when they name none.
    String mainPart() {
        List<String> parts = new ArrayList<>();
        eachElement(
                "_rels/.rels",
                xml -> {
                    if (xml.starts("Relationship")
                            && xml.attribute("Type").endsWith("/officeDocument")) {
                        parts.add(xml.attribute("Target").replaceFirst("^/", ""));
                    }
                });
        return parts.isEmpty() ? "" : parts.getFirst();
    }

    /// The parts that a part relates to, by the end of the relation's type such as `/header`, in the order they are named.
    List<String> related(String part, String type) {
        List<String> parts = new ArrayList<>();
        relations(part)
                .forEach(
                        relation -> {
                            if (relation.type().endsWith(type)) {
                                parts.add(relation.target());
                            }
                        });
        return parts;
    }

    /// What a part relates to inside the package.
    List<Relation> relations(String part) {
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        List<Relation> relations = new ArrayList<>();
        eachElement(
                folder + "_rels/" + part.substring(slash) + ".rels",
                xml -> {
                    if (xml.starts("Relationship")
                            && !xml.attribute("TargetMode").equals("External")) {
                        String target = xml.attribute("Target");
                        String path = target.startsWith("/") ? target : "/" + folder + target;
                        relations.add(
                                new Relation(
                                        xml.attribute("Id"), xml.attribute("Type"), path(path)));
                    }
                });
        return relations;
    }

    /// `/xl/worksheets/../drawings/a.xml` without its detour.
    private static String path(String target) {
        Deque<String> folders = new ArrayDeque<>();
        for (String name : target.split("/", -1)) {
            if (name.equals("..")) {
                folders.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                folders.addLast(name);
            }
        }
        return String.join("/", folders);
    }

    /// Calls `opened` for each element of a part; does nothing when there is none of that name.
    void eachElement(String part, Consumer<XmlReader> opened) {
        xml(part).ifPresent(xml -> xml.eachElement(opened));
    }

    /// The part as events; empty when there is none of that name.
    Optional<XmlReader> xml(String name) {
        ZipEntry entry = entries.get(name);
        return entry == null ? Optional.empty() : Optional.of(XmlReader.of(stream(entry)));
    }

    private Bounded stream(ZipEntry entry) {
        long packed = entry.getCompressedSize();
        if (entry.getSize() > MOST_UNPACKED
                || (entry.getSize() > RATIO_FROM && entry.getSize() / HIGHEST_RATIO > packed)) {
            throw bomb();
        }
        try {
            return new Bounded(zip.getInputStream(entry), packed);
        } catch (IOException e) {
            throw broken();
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        private final long packed;
        private long seen;
        private long token;

        private Bounded(InputStream in, long packed) {
            this.in = in;
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

        /// The parser has released the token it held.
        void tokenEnds() {
            token = 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
