package handcar.llm.extractive;

/// Answers a question from the documents. Implemented outside this room, which cannot search.
@FunctionalInterface
public interface ExtractiveAnswers {
    ExtractiveReply reply(String question);
}
