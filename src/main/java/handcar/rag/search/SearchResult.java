package handcar.rag.search;

import module java.base;

import handcar.llm.extractive.Evidence;

/// The result of a question: passages to write an answer from, and what the built-in model reads.
public record SearchResult(List<SearchHit> hits, Evidence evidence) {}
