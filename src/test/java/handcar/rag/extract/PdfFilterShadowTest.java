package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import module java.base;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;
import org.junit.jupiter.api.Test;

/// We replace PDFBox's `FilterFactory`, because it decodes a stream into memory without a limit. This test loads PDFBox's own
/// class from its jar and fails once that has a limit.
class PdfFilterShadowTest {
    private static final int BYTES = 100 << 20;

    @Test
    void pdfbox_still_decodes_without_a_limit() throws Exception {
        // the libraries alone, without our class folder
        URL[] jars =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(path -> path.endsWith(".jar"))
                        .map(path -> assertDoesNotThrow(() -> Path.of(path).toUri().toURL()))
                        .toArray(URL[]::new);
        try (URLClassLoader upstream =
                new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Class<?> factory = upstream.loadClass(FilterFactory.class.getName());
            assertNotEquals(FilterFactory.class, factory);
            Object instance = factory.getField("INSTANCE").get(null);
            Object filter =
                    factory.getMethod("getFilter", String.class).invoke(instance, "FlateDecode");
            Class<?> dictionary = upstream.loadClass(COSDictionary.class.getName());
            Method decode =
                    upstream.loadClass(Filter.class.getName())
                            .getMethod(
                                    "decode",
                                    InputStream.class,
                                    OutputStream.class,
                                    dictionary,
                                    int.class);
            CountingStream decoded = new CountingStream();

            Object parameters = dictionary.getConstructor().newInstance();
            assertDoesNotThrow(
                    () -> decode.invoke(filter, bomb(), decoded, parameters, 0),
                    "PDFBox limits what a stream decodes to: delete our shadow of FilterFactory.");

            assertEquals(
                    BYTES,
                    decoded.count,
                    "PDFBox limits what a stream decodes to: delete our shadow of FilterFactory.");
        }
    }

    @Test
    void our_shadow_has_a_limit() throws Exception {
        Filter filter = FilterFactory.INSTANCE.getFilter("FlateDecode");

        assertThrows(
                FilterFactory.StreamTooLargeException.class,
                () -> filter.decode(bomb(), new CountingStream(), new COSDictionary(), 0));
    }

    private static InputStream bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            byte[] zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < BYTES >> 20; megabyte++) {
                deflater.write(zeros);
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static final class CountingStream extends OutputStream {
        private long count;

        @Override
        public void write(int one) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
