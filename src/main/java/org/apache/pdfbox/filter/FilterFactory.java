package org.apache.pdfbox.filter;

import module java.base;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

/// Replaces PDFBox's class of this name (3.0.8), through which every stream of a PDF is decoded: the same filters, each with
/// a limit on what it may write. PDFBox decodes into memory without a limit, so that ten kilobytes of PDF can request
/// gigabytes, and has no other place to set one (docs/adr/0011). A test fails once PDFBox has a limit itself.
public final class FilterFactory {
    public static final FilterFactory INSTANCE = new FilterFactory();

    /// Bytes. A complete Chinese font is 16 MB, a page of a detailed map 10 MB.
    private static final int MOST_DECODED = 20 << 20;

    private final Map<COSName, Filter> filters = new HashMap<>();

    private FilterFactory() {
        put(new FlateFilter(), COSName.FLATE_DECODE, COSName.FLATE_DECODE_ABBREVIATION);
        put(new DCTFilter(), COSName.DCT_DECODE, COSName.DCT_DECODE_ABBREVIATION);
        put(new CCITTFaxFilter(), COSName.CCITTFAX_DECODE, COSName.CCITTFAX_DECODE_ABBREVIATION);
        put(new LZWFilter(), COSName.LZW_DECODE, COSName.LZW_DECODE_ABBREVIATION);
        put(new ASCIIHexFilter(), COSName.ASCII_HEX_DECODE, COSName.ASCII_HEX_DECODE_ABBREVIATION);
        put(new ASCII85Filter(), COSName.ASCII85_DECODE, COSName.ASCII85_DECODE_ABBREVIATION);
        put(
                new RunLengthDecodeFilter(),
                COSName.RUN_LENGTH_DECODE,
                COSName.RUN_LENGTH_DECODE_ABBREVIATION);
        put(new CryptFilter(), COSName.CRYPT);
        put(new JPXFilter(), COSName.JPX_DECODE);
        put(new JBIG2Filter(), COSName.JBIG2_DECODE);
    }

    private void put(Filter filter, COSName... names) {
        for (COSName name : names) {
            filters.put(name, new LimitedFilter(filter));
        }
    }

    public Filter getFilter(String filterName) throws IOException {
        return getFilter(COSName.getPDFName(filterName));
    }

    public Filter getFilter(COSName filterName) throws IOException {
        Filter filter = filters.get(filterName);
        if (filter == null) {
            throw new IOException("Invalid filter: " + filterName);
        }
        return filter;
    }

    /// A stream decodes to more than [#MOST_DECODED] bytes. Not an `IOException`, which PDFBox takes for a damaged stream and
    /// works around.
    public static final class StreamTooLargeException extends RuntimeException {
        private StreamTooLargeException() {
            super("a stream decodes to more than " + MOST_DECODED + " bytes");
        }
    }

    private static final class LimitedFilter extends Filter {
        private final Filter filter;

        private LimitedFilter(Filter filter) {
            this.filter = filter;
        }

        @Override
        public DecodeResult decode(
                InputStream encoded, OutputStream decoded, COSDictionary parameters, int index)
                throws IOException {
            return decode(encoded, decoded, parameters, index, DecodeOptions.DEFAULT);
        }

        @Override
        public DecodeResult decode(
                InputStream encoded,
                OutputStream decoded,
                COSDictionary parameters,
                int index,
                DecodeOptions options)
                throws IOException {
            var limited = new LimitedOutputStream(decoded);
            return filter.decode(encoded, limited, parameters, index, options);
        }

        @Override
        protected void encode(InputStream input, OutputStream encoded, COSDictionary parameters)
                throws IOException {
            filter.encode(input, encoded, parameters);
        }
    }

    private static final class LimitedOutputStream extends FilterOutputStream {
        private long written;

        private LimitedOutputStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            written += length;
            if (written > MOST_DECODED) {
                throw new StreamTooLargeException();
            }
            out.write(bytes, offset, length);
        }
    }
}
