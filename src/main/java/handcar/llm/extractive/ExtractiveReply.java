package handcar.llm.extractive;

import module java.base;

/// The built-in model's reply to a message.
public sealed interface ExtractiveReply {
    /// Plain text; an [Answer]'s has a mark such as `[1]` behind each sentence.
    String text();

    /// The passages answer: at most three of their sentences, word for word, in the order of `sources`. The mark `[1]` is
    /// the first source. `confidence` is 0–1.
    record Answer(String text, List<Evidence.Sentence> sources, double confidence)
            implements ExtractiveReply {}

    /// The passages do not answer; the text says so and offers a person. `confidence` is how sure an answer would have
    /// been.
    record Unknown(String text, double confidence) implements ExtractiveReply {}

    /// A greeting or thanks, answered in kind.
    record SmallTalk(String text) implements ExtractiveReply {}

    /// The customer asks for a person, or accepts the offer of one.
    record WantsPerson(String text) implements ExtractiveReply {}
}
