package handcar.rag;

import module java.base;

/// PDF files made to bring a server down.
final class HostilePdfs {
    private HostilePdfs() {}

    static Map<String, byte[]> all() {
        byte[] catalog = PdfFiles.bytes("<</Type /Catalog /Pages 2 0 R>>");
        byte[] pages = PdfFiles.bytes("<</Type /Pages /Kids [3 0 R] /Count 1>>");
        byte[] page =
                PdfFiles.bytes(
                        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources"
                                + " <</XObject <</F 5 0 R>> /Font <</T 5 0 R>>>>>>");
        byte[] zeros = PdfFiles.deflated(new byte[200 << 20]);
        byte[] twice = PdfFiles.deflated(zeros);
        byte[] operators =
                PdfFiles.deflated("0 0 m ".repeat(3_000_000).getBytes(StandardCharsets.ISO_8859_1));
        byte[] glyphs =
                PdfFiles.deflated(
                        ("BT /T 1 Tf (" + "x".repeat(5_000_000) + ") Tj ET")
                                .getBytes(StandardCharsets.ISO_8859_1));
        byte[] font = PdfFiles.bytes("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "pdf stream of 200 MB.pdf",
                PdfFiles.objects(
                        catalog, pages, page, PdfFiles.stream("/Filter /FlateDecode", zeros)));
        files.put(
                "pdf stream packed twice.pdf",
                PdfFiles.objects(
                        catalog,
                        pages,
                        page,
                        PdfFiles.stream("/Filter [/FlateDecode /FlateDecode]", twice)));
        files.put(
                "pdf stream packed by two methods.pdf",
                PdfFiles.objects(
                        catalog,
                        pages,
                        page,
                        PdfFiles.stream(
                                "/Filter [/FlateDecode /LZWDecode /RunLengthDecode]", twice)));
        files.put(
                "pdf page of operators.pdf",
                PdfFiles.objects(
                        catalog, pages, page, PdfFiles.stream("/Filter /FlateDecode", operators)));
        files.put(
                "pdf page of five million glyphs.pdf",
                PdfFiles.objects(
                        catalog,
                        pages,
                        page,
                        PdfFiles.stream("/Filter /FlateDecode", glyphs),
                        font));
        files.put("pdf forms that draw each other.pdf", forms(catalog, pages));
        files.put(
                "pdf form that draws itself.pdf",
                PdfFiles.objects(
                        catalog,
                        pages,
                        page,
                        PdfFiles.stream("", PdfFiles.bytes("/F Do")),
                        PdfFiles.stream(
                                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources"
                                        + " <</XObject <</F 5 0 R>>>>",
                                PdfFiles.bytes("/F Do /F Do"))));
        files.put(
                "pdf page tree in a circle.pdf",
                PdfFiles.objects(
                        catalog,
                        PdfFiles.bytes("<</Type /Pages /Kids [3 0 R 2 0 R] /Count 2147483647>>"),
                        PdfFiles.bytes(
                                "<</Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count"
                                        + " 99999999>>")));
        files.put(
                "pdf of one page a million times.pdf",
                PdfFiles.objects(
                        catalog,
                        PdfFiles.bytes(
                                "<</Type /Pages /Kids ["
                                        + "3 0 R ".repeat(1_000_000)
                                        + "] /Count 1000000>>"),
                        page,
                        PdfFiles.stream("", PdfFiles.bytes("0 0 m"))));
        files.put(
                "pdf of pages that share a heavy stream.pdf",
                PdfFiles.objects(
                        catalog,
                        PdfFiles.bytes(
                                "<</Type /Pages /Kids ["
                                        + "3 0 R ".repeat(4_000)
                                        + "] /Count 4000>>"),
                        page,
                        PdfFiles.stream(
                                "/Filter /FlateDecode",
                                PdfFiles.deflated(
                                        " "
                                                .repeat(15 << 20)
                                                .getBytes(StandardCharsets.ISO_8859_1)))));
        files.put(
                "pdf of nested arrays.pdf",
                PdfFiles.objects(PdfFiles.bytes("[".repeat(3_000_000))));
        files.put(
                "pdf of opening objects.pdf",
                PdfFiles.bytes(
                        "%PDF-1.4\n" + "1 0 obj <</Length 2 0 R>> stream\n".repeat(300_000)));
        files.put(
                "pdf table that leads to itself.pdf",
                PdfFiles.bytes(
                        """
                        %PDF-1.4
                        xref
                        0 1
                        0000000000 65535 f\s
                        trailer <</Size 1 /Root 1 0 R /Prev 9>>
                        startxref
                        9
                        %%EOF
                        """));
        files.put("pdf character map of four billion.pdf", cmap(catalog, pages, page));
        return files;
    }

    /// Each of thirty forms draws the next one twice: a thousand million drawings in three kilobytes.
    private static byte[] forms(byte[] catalog, byte[] pages) {
        List<byte[]> objects = new ArrayList<>(List.of(catalog, pages));
        objects.add(
                PdfFiles.bytes(
                        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources"
                                + " <</XObject <</F 5 0 R>>>>>>"));
        objects.add(PdfFiles.stream("", PdfFiles.bytes("/F Do")));
        for (int form = 5; form < 35; form++) {
            objects.add(
                    PdfFiles.stream(
                            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject"
                                    + " <</F "
                                    + (form + 1)
                                    + " 0 R>>>>",
                            PdfFiles.bytes("/F Do /F Do")));
        }
        objects.add(
                PdfFiles.stream(
                        "/Type /XObject /Subtype /Form /BBox [0 0 9 9]", PdfFiles.bytes("0 0 m")));
        return PdfFiles.objects(objects.toArray(byte[][]::new));
    }

    private static byte[] cmap(byte[] catalog, byte[] pages, byte[] page) {
        String range =
                """
                1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange
                1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange
                """;
        String map = range.repeat(50) + "1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange\n";
        return PdfFiles.objects(
                catalog,
                pages,
                page,
                PdfFiles.stream("", PdfFiles.bytes("BT /T 1 Tf <0001> Tj ET")),
                PdfFiles.bytes(
                        "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding 6 0 R /ToUnicode 6 0"
                                + " R /DescendantFonts [7 0 R]>>"),
                PdfFiles.stream("", PdfFiles.bytes(map)),
                PdfFiles.bytes(
                        "<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo"
                                + " <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>"));
    }
}
