package handcar.rag;

import handcar.text.Language;

/// A piece of a document that can be found and cited. `start` and `end` are code points into the document's stored
/// text, and `text` is exactly what stands between them. `heading` says under which headings it stands, outermost
/// first; it is searched with the passage and is never part of it. Empty when there is none.
public record Passage(
        int ordinal, int start, int end, String heading, String text, Language language) {}
