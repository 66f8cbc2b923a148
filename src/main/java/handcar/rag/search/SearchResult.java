package handcar.rag.search;

import module java.base;

import handcar.llm.extractive.Evidence;

/// What a question found: passages for whoever reads or writes an answer from them, and the same weighed as evidence for
/// the built-in model.
public record SearchResult(List<SearchHit> hits, Evidence evidence) {}
