package handcar.llm.provider;

import handcar.llm.cost.TokenUsage;

/// A whole answer in OpenAI's JSON.
///
/// @param model as the provider names it
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ProviderResponse(byte[] json, String model, TokenUsage usage) {}
