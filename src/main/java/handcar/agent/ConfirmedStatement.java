package handcar.agent;

/// A sentence of an answer whose words do not stand in its source, which the model was asked about once more.
///
/// @param hit the number of the passage that says it, from 0
record ConfirmedStatement(int hit, String text) {}
