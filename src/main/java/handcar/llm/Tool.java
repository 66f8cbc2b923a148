package handcar.llm;

import module java.base;

/// A tool the model may ask for; `parameters` is a JSON Schema object.
public record Tool(String name, String description, Map<String, Object> parameters) {}
