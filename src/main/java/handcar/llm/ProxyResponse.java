package handcar.llm;

/// A whole answer in OpenAI's JSON.
///
/// @param model as the provider names it
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record ProxyResponse(byte[] json, String model, TokenUsage usage) {}
