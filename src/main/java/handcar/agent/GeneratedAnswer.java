package handcar.agent;

import module java.base;

import handcar.chat.Citation;
import handcar.llm.ChatResponse;
import handcar.rag.search.SearchHit;

/// An answer before it is sent, with what it was made from.
///
/// @param hits the passages it was written from; `[1]` in the text stands for the first
/// @param prompt the system prompt; empty when the built-in model wrote it
/// @param model the model's response with its cost; empty for the built-in model and for a model that was cut off
record GeneratedAnswer(
        Ending ending,
        String text,
        List<Citation> citations,
        List<SearchHit> hits,
        Optional<String> prompt,
        Optional<ChatResponse> model) {

    /// The same answer with another text.
    GeneratedAnswer saying(String words) {
        return new GeneratedAnswer(ending, words, citations, hits, prompt, model);
    }

    /// What kind of answer it is.
    enum Ending {
        ANSWERED,
        UNKNOWN,
        WANTS_PERSON
    }
}
