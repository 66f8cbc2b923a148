package org.apache.pdfbox.filter;

import module java.base;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

/// Stands in for PDFBox's class of this name (3.0.8), which every decoding of a stream in a PDF goes through: the same
/// filters, each with an end to what it may write. PDFBox itself decodes into memory without a limit, so that ten
/// kilobytes of PDF can ask for gigabytes, and offers no other place to put one. Delete it when it does.
public final class FilterFactory {
    public static final FilterFactory INSTANCE = new FilterFactory();

    /// A complete Chinese font is 16 MB, a page of a detailed map 10 MB.
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
        Filter ending = new Ending(filter);
        for (COSName name : names) {
            filters.put(name, ending);
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

    /// A stream decodes to more than any honest one. Not an `IOException`, which PDFBox takes for a damaged stream and
    /// works around.
    public static final class TooMuch extends RuntimeException {
        private TooMuch() {
            super("a stream decodes to more than " + MOST_DECODED + " bytes");
        }
    }

    /// A filter that stops.
    private static final class Ending extends Filter {
        private final Filter filter;

        private Ending(Filter filter) {
            this.filter = filter;
        }

        @Override
        public DecodeResult decode(
                InputStream encoded, OutputStream decoded, COSDictionary parameters, int index)
                throws IOException {
            return filter.decode(encoded, new Counted(decoded), parameters, index);
        }

        @Override
        public DecodeResult decode(
                InputStream encoded,
                OutputStream decoded,
                COSDictionary parameters,
                int index,
                DecodeOptions options)
                throws IOException {
            return filter.decode(encoded, new Counted(decoded), parameters, index, options);
        }

        @Override
        protected void encode(InputStream input, OutputStream encoded, COSDictionary parameters)
                throws IOException {
            filter.encode(input, encoded, parameters);
        }
    }

    private static final class Counted extends FilterOutputStream {
        private long written;

        private Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            count(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
            out.write(bytes, offset, length);
        }

        private void count(int more) {
            written += more;
            if (written > MOST_DECODED) {
                throw new TooMuch();
            }
        }
    }
}
