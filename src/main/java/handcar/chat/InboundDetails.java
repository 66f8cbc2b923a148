package handcar.chat;

import module java.base;

import handcar.text.TextSanitizer;

/// What staff may want to know about a customer's message besides its content.
///
/// @param original the whole text, or the provider's payload, when the content is only a part of it
/// @param unanswered why the agent does not answer it
/// @param isPart whether a message of the same name is one with it: the other pictures of an album
public record InboundDetails(
        Optional<String> original, Optional<UnansweredReason> unanswered, boolean isPart) {
    /// A message that is whole and is answered.
    public static final InboundDetails NONE =
            new InboundDetails(Optional.empty(), Optional.empty());

    public InboundDetails {
        original = original.map(TextSanitizer::cleaned);
    }

    /// Of a message that is whole.
    public InboundDetails(Optional<String> original, Optional<UnansweredReason> unanswered) {
        this(original, unanswered, false);
    }

    /// The same of one part.
    public InboundDetails asPart() {
        return new InboundDetails(original, unanswered, true);
    }

    /// The same, not answered for this reason.
    public InboundDetails because(UnansweredReason reason) {
        return new InboundDetails(original, Optional.of(reason), isPart);
    }

    /// The details of the further pieces of a message that was too long for one.
    public InboundDetails ofRest() {
        return new InboundDetails(Optional.empty(), unanswered);
    }
}
