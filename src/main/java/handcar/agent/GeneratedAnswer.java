package handcar.agent;

import handcar.chat.Citation;
import handcar.llm.ChatResponse;
import handcar.rag.search.SearchHit;

import java.util.List;
import java.util.Optional;

/// What an agent wants to say, with all that led to it.
///
/// @param hits the passages it was written from; `[1]` in the text stands for the first
/// @param prompt what the model was told; none when the built-in model wrote it
/// @param model who wrote it and at what price; none for the built-in model, and for a model that was cut off
record GeneratedAnswer(
        Ending ending,
        String text,
        List<Citation> citations,
        List<SearchHit> hits,
        Optional<String> prompt,
        Optional<ChatResponse> model) {

    /// The same in other words.
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
