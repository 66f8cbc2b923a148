package handcar.gateway;

/// A whole answer in OpenAI's JSON.
///
/// @param model as the provider names it
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Whole(byte[] json, String model, Usage usage) {}
