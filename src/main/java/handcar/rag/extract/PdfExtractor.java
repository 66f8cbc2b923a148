package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;

import java.util.logging.Level;
import java.util.logging.Logger;

/// PDF to text. Loaded with the first PDF that comes, because PDFBox is the largest library; everything
/// it does happens on a [CpuLimitedParser] thread.
final class PdfExtractor {
    /// PDFBox warns about other people's files. Held here because loggers are weakly referenced.
    private static final Logger QUIET = Logger.getLogger("org.apache");

    /// Bytes at the end of a file in which it says that it is encrypted.
    private static final int TRAILER = 4_096;

    private static final Pattern OBJECT = Pattern.compile("\\b\\d{1,10} \\d{1,5} obj\\b");

    private PdfExtractor() {}

    static ExtractedText read(byte[] bytes) {
        if (isCutOff(bytes)) {
            throw UnreadableDocumentException.cutOff();
        }
        QUIET.setLevel(Level.OFF);
        // before the time limit starts: loading it the first time takes longer than reading a page
        FontMappers.set(PdfFallbackFont.BUNDLED);
        return CpuLimitedParser.read(bytes.length, watch -> extract(bytes, watch));
    }

    /// Whether an object begins, or the file ends, before the file says where its table of objects is. PDFBox repairs such
    /// files and reads what is left of them.
    private static boolean isCutOff(byte[] bytes) {
        String file = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = file.lastIndexOf("startxref");
        return end < 0 || OBJECT.matcher(file).region(end, file.length()).find();
    }

    private static ExtractedText extract(byte[] bytes, CpuLimitedParser.Watch watch)
            throws IOException {
        try (PDDocument document = Loader.loadPDF(new Source(bytes, watch))) {
            PdfPages.check(document.getNumberOfPages());
            PdfPages pages = new PdfPages(bytes.length, new PdfLayers(document), watch);
            pages.writeText(document, Writer.nullWriter());
            PdfReadability.Result readable =
                    PdfReadability.check(pages.pages(document.getNumberOfPages()));
            PageMarks.Paged paged =
                    PdfParagraphs.text(PdfRunningHeads.without(readable.pages()), watch);
            return new ExtractedText(
                    FileType.PDF,
                    title(document),
                    paged.text(),
                    paged.starts(),
                    readable.warning());
        } catch (FilterFactory.StreamTooLargeException e) {
            throw ZipReader.bomb();
        } catch (InvalidPasswordException e) {
            throw new UnreadableDocumentException(
                    "This PDF is encrypted. Remove its password and upload it again.");
        } catch (IOException | LinkageError e) {
            if (isEncrypted(bytes)) {
                throw new UnreadableDocumentException(
                        "This PDF is encrypted in a way that is not known here. Save it again"
                                + " without protection and upload it.");
            }
            throw e;
        }
    }

    /// Whether the file says that it is encrypted; its trailer is at the end.
    private static boolean isEncrypted(byte[] bytes) {
        int from = Math.max(0, bytes.length - TRAILER);
        return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1)
                .contains("/Encrypt ");
    }

    /// Many programs name a document after the file it was made from; such a title says nothing.
    private static Optional<String> title(PDDocument document) {
        String title = document.getDocumentInformation().getTitle();
        boolean useless =
                title == null
                        || title.matches("(?i).*\\.(docx?|xlsx?|pptx?|indd|pdf|tex|odt|html?)\\s*")
                        || title.matches("(?i)\\W*(untitled|anonymous|unbenannt|document\\d*)\\W*");
        return useless ? Optional.empty() : ExtractedText.titled(title);
    }

    /// The file; reading it fails once the parser has used up its time.
    private static final class Source extends RandomAccessReadBuffer {
        private final CpuLimitedParser.Watch watch;

        private Source(byte[] bytes, CpuLimitedParser.Watch watch) {
            super(bytes);
            this.watch = watch;
        }

        @Override
        public int read() throws IOException {
            watch.check();
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            watch.check();
            return super.read(into, offset, length);
        }
    }
}
