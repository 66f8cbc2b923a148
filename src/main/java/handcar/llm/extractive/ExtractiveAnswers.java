package handcar.llm.extractive;

/// Has the built-in model answer a question from what the library holds; another room's knowledge, lent to this one.
@FunctionalInterface
public interface ExtractiveAnswers {
    ExtractiveReply reply(String question);
}
