package handcar.agent;

import module java.base;

import handcar.chat.Citation;
import handcar.rag.claims.PassageFit.Source;
import handcar.rag.search.SearchHit;

/// The citations of an answer, numbered in the order in which they are first named. Sentences that
/// follow each other in a passage are one citation, whose quote has both.
final class PassageCitations {
    /// In characters; a longer quote is not read.
    private static final int LONGEST_QUOTE = 400;

    private final List<SearchHit> hits;
    private final List<Source> cited = new ArrayList<>();

    PassageCitations(List<SearchHit> hits) {
        this.hits = hits;
    }

    /// The numbers of these sources, which are cited from now on.
    List<Integer> numbers(List<Source> sources) {
        return sources.stream().map(this::number).distinct().toList();
    }

    void clear() {
        cited.clear();
    }

    private int number(Source source) {
        for (int at = 0; at < cited.size(); at++) {
            Source other = cited.get(at);
            Source both =
                    new Source(
                            source.hit(),
                            Math.min(source.start(), other.start()),
                            Math.max(source.end(), other.end()));
            if (source.hit() == other.hit()
                    && (isWithin(source, other)
                            || (isBeside(source, other)
                                    && both.end() - both.start() <= LONGEST_QUOTE))) {
                cited.set(at, both);
                return at + 1;
            }
        }
        cited.add(source);
        return cited.size();
    }

    private static boolean isWithin(Source source, Source other) {
        return source.start() >= other.start() && source.end() <= other.end();
    }

    private boolean isBeside(Source source, Source other) {
        int from = Math.min(source.end(), other.end());
        int to = Math.max(source.start(), other.start());
        return from > to
                || (to - from <= 1
                        && !hits.get(source.hit()).text().substring(from, to).contains("\n"));
    }

    List<Citation> all() {
        return IntStream.range(0, cited.size())
                .mapToObj(at -> citation(at + 1, cited.get(at)))
                .toList();
    }

    private Citation citation(int index, Source source) {
        SearchHit hit = hits.get(source.hit());
        String quote = hit.text().substring(source.start(), source.end());
        int start = hit.start() + hit.text().codePointCount(0, source.start());
        return new Citation(
                index,
                hit.documentId(),
                hit.title(),
                hit.url(),
                quote,
                start,
                start + quote.codePointCount(0, quote.length()));
    }
}
