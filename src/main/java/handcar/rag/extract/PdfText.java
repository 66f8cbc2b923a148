package handcar.rag.extract;

import module java.base;

/// The text of a page that is read in one direction, with the tables drawn around it.
record PdfText(List<PdfSegment> segments, List<PdfGrid> grids) {}
