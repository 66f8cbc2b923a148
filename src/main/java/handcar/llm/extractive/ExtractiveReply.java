package handcar.llm.extractive;

import module java.base;

/// The built-in model's reply to a message.
public sealed interface ExtractiveReply {
    /// Plain text; an [Answer]'s has a mark such as `[1]` behind each sentence.
    String text();

    /// The passages answer: what they state, word for word or as a table's row with its headers. The mark `[1]` is the first of
    /// `sources`. `confidence` is 0–1.
    record Answer(String text, List<Quotation> sources, double confidence)
            implements ExtractiveReply {}

    /// The passages do not answer; the text says so and offers a person. `confidence` is how sure an answer would have
    /// been.
    record Unknown(String text, double confidence) implements ExtractiveReply {}

    /// A greeting or thanks, answered in kind.
    record SmallTalk(String text) implements ExtractiveReply {}

    /// The customer complains; a person has to see it. The text says that one will.
    record Complaint(String text) implements ExtractiveReply {}

    /// The customer asks for a person, or accepts the offer of one.
    record WantsPerson(String text) implements ExtractiveReply {}
}
