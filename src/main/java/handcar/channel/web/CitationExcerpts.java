package handcar.channel.web;

import handcar.chat.Citation;

/// Finds the text around a citation, so that a reader sees the quote where it stands.
@FunctionalInterface
public interface CitationExcerpts {
    /// What stands around the quote in its document; [Excerpt#none] when the document is gone.
    Excerpt around(Citation citation);

    /// The text before and behind a quote, some hundred characters each.
    record Excerpt(String before, String after) {
        /// Nothing is known but the quote.
        public static Excerpt none() {
            return new Excerpt("", "");
        }
    }
}
