package handcar.llm.extractive;

import module java.base;

/// A word or phrase of a question that a passage may have.
///
/// @param concepts that it names; another word for one of them answers it too
/// @param share its part of the weight; less than 1 for words carried over from an earlier question and for question words
/// @param cue whether it says what kind of answer is wanted and not what about
record QuestionTerm(String word, BitSet concepts, double share, boolean cue) {
    /// An article number: letters and digits.
    boolean isCode() {
        return AgeRange.asked(word).isEmpty()
                && WordSimilarity.hasDigit(word)
                && word.codePoints().anyMatch(Character::isLetter);
    }

    /// Whether the question itself has it and no earlier one, and it says what about.
    boolean isOwn() {
        return !cue && share == 1;
    }

    boolean isNumber() {
        return !word.isEmpty() && word.codePoints().noneMatch(Character::isLetter);
    }
}
