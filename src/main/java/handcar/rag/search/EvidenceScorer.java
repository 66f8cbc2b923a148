package handcar.rag.search;

import module java.base;

import handcar.db.Db;
import handcar.llm.extractive.Evidence;
import handcar.llm.extractive.Evidence.Sentence;
import handcar.llm.extractive.Evidence.Support;
import handcar.text.SentenceSplitter;

/// Scores what a search found: which sentences of the first passages are about the question, and how much of the question the
/// first passage covers.
public final class EvidenceScorer {
    /// The number of passages whose sentences are scored; more add noise.
    private static final int PASSAGES = 3;

    /// The weight of shared word parts beside whole words, as in [Bm25Search].
    private static final double PARTS = 0.3;

    /// An answer often stands right after the sentence that names what is asked about, sometimes right before it.
    private static final double AFTER = 0.3;

    private static final double BEFORE = 0.15;

    private static final int RUNNERS_UP = 5;

    private static final Pattern NUMBER =
            Pattern.compile("[\\p{L}\\p{Nd}]*\\p{Nd}[\\p{L}\\p{Nd}]*");

    private final SearchStore store;

    public EvidenceScorer(SearchStore store) {
        this.store = store;
    }

    /// The evidence in these hits (best first) for the question they were found with.
    public Evidence weigh(Db db, String question, LexicalRanking ranking, List<SearchHit> hits) {
        if (hits.isEmpty()) {
            return Evidence.NONE;
        }
        List<SearchHit> first = hits.subList(0, Math.min(PASSAGES, hits.size()));
        return new Evidence(sentences(db, ranking, first), support(db, question, ranking, hits));
    }

    private List<Sentence> sentences(Db db, LexicalRanking ranking, List<SearchHit> hits) {
        List<CandidateSentence> candidates = new ArrayList<>();
        for (SearchHit hit : hits) {
            SentenceSplitter.quotable(hit.text())
                    .forEach(span -> candidates.add(new CandidateSentence(hit, span)));
        }
        List<Set<String>> lexemes =
                store.lexemes(
                        db,
                        candidates.stream().map(candidate -> candidate.hit().language()).toList(),
                        candidates.stream().map(CandidateSentence::text).toList());
        double[] own = new double[candidates.size()];
        for (int at = 0; at < own.length; at++) {
            CandidateSentence candidate = candidates.get(at);
            BitSet parts = ranking.subwords().in(candidate.text());
            own[at] =
                    matched(terms(ranking, candidate.hit()), lexemes.get(at))
                            + PARTS * ranking.weights().of(parts);
        }
        List<Sentence> sentences = new ArrayList<>();
        for (int at = 0; at < own.length; at++) {
            CandidateSentence candidate = candidates.get(at);
            double relevance = candidate.hit().lexicalScore() + own[at];
            if (at > 0 && candidates.get(at - 1).beside(candidate)) {
                relevance += AFTER * own[at - 1];
            }
            if (at + 1 < own.length && candidates.get(at + 1).beside(candidate)) {
                relevance += BEFORE * own[at + 1];
            }
            sentences.add(candidate.sentence(relevance));
        }
        sentences.sort(Comparator.comparingDouble(Sentence::relevance).reversed());
        return sentences;
    }

    private record CandidateSentence(SearchHit hit, SentenceSplitter.Span span) {
        boolean beside(CandidateSentence other) {
            return hit.passageId().equals(other.hit.passageId());
        }

        String text() {
            return hit.text().substring(span.start(), span.end());
        }

        Sentence sentence(double relevance) {
            int start = hit.start() + hit.text().codePointCount(0, span.start());
            String text = text();
            return new Sentence(
                    hit.passageId(),
                    hit.documentId(),
                    hit.title(),
                    hit.url(),
                    text,
                    start,
                    start + text.codePointCount(0, text.length()),
                    relevance);
        }
    }

    private Support support(Db db, String question, LexicalRanking ranking, List<SearchHit> hits) {
        SearchHit top = hits.getFirst();
        List<QueryTerm> terms = terms(ranking, top);
        Set<String> found = store.lexemes(db, List.of(top)).getOrDefault(top.passageId(), Set.of());
        double all = terms.stream().mapToDouble(QueryTerm::importance).sum();
        double parts = ranking.weights().of(ranking.subwords().in(top.surroundings()));
        return new Support(
                share(matched(terms, found), all),
                share(parts, ranking.weights().ofAll()),
                ahead(hits, 2),
                ahead(hits, RUNNERS_UP),
                missingNumbers(question, top.surroundings()));
    }

    private static List<QueryTerm> terms(LexicalRanking ranking, SearchHit hit) {
        return ranking.question().terms().getOrDefault(hit.language(), List.of());
    }

    private static double matched(List<QueryTerm> terms, Set<String> lexemes) {
        return terms.stream()
                .filter(term -> lexemes.contains(term.lexeme()))
                .mapToDouble(QueryTerm::importance)
                .sum();
    }

    /// A single passage has no runner-up to compare with; its words alone decide.
    private static double ahead(List<SearchHit> hits, int place) {
        double other = hits.get(Math.min(place, hits.size()) - 1).lexicalScore();
        double top = hits.getFirst().lexicalScore();
        return Math.clamp(1 - share(other, top), 0, 1);
    }

    private static double share(double part, double whole) {
        return whole > 0 ? part / whole : 0;
    }

    private static int missingNumbers(String question, String text) {
        Set<String> missing = numbers(question);
        missing.removeAll(numbers(text));
        return missing.size();
    }

    private static Set<String> numbers(String text) {
        return NUMBER.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
