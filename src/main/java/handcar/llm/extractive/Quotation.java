package handcar.llm.extractive;

import module java.base;

/// A quotation from a document: `text` is exactly what stands between the code points `start` and `end` of its stored text.
public record Quotation(
        UUID documentId, String title, Optional<String> url, String text, int start, int end) {}
