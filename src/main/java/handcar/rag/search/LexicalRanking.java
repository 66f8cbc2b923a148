package handcar.rag.search;

import module java.base;

/// The passages that the words of a question found, best first, and which share of the question's weight the best of them has
/// (0–1).
public record LexicalRanking(List<SearchHit> hits, double coverage) {}
