package handcar.gateway;

import java.util.Map;

/// A tool the model may ask for; `parameters` is a JSON Schema object.
public record ChatTool(String name, String description, Map<String, Object> parameters) {}
