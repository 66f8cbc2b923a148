package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.net.Request;

/// A request that no program wrote as it is, so that it adapts to what a server can read.
public interface AdaptableRequest extends ModelRequest {
    /// Its fields, without the model.
    Map<String, Object> fields();

    @Override
    default JsonView field(String name) {
        return new JsonView(fields().get(name));
    }

    @Override
    default Set<String> names() {
        return fields().keySet();
    }

    @Override
    default Request.Body body(String named, Set<CompatibilityFlag> flags) {
        return CompatibilityFlag.body(named, fields(), flags);
    }

    @Override
    default Set<CompatibilityFlag> applicable(Set<CompatibilityFlag> flags) {
        return flags;
    }
}
