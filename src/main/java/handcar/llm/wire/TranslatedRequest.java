package handcar.llm.wire;

import module java.base;

import handcar.llm.cost.CallOrigin;
import handcar.llm.provider.AdaptableRequest;
import handcar.llm.provider.EventRoom;
import handcar.llm.provider.ModelRequest;

/// A program's request of another API, as a chat. Since it is not what the program wrote, it adapts to what a server can read.
///
/// @param asked the request as it came
/// @param fields of the chat, without the model
record TranslatedRequest(ModelRequest asked, Map<String, Object> fields)
        implements AdaptableRequest {
    @Override
    public Kind kind() {
        return Kind.CHAT;
    }

    @Override
    public String model() {
        return asked.model();
    }

    @Override
    public CallOrigin origin() {
        return asked.origin();
    }

    @Override
    public boolean isStrict() {
        return asked.isStrict();
    }

    @Override
    public long inputLength() {
        return asked.inputLength();
    }

    @Override
    public boolean isPassedOn() {
        return false;
    }

    @Override
    public EventRoom eventRoom(String provider) {
        return asked.eventRoom(provider);
    }

    @Override
    public Optional<Duration> remaining() {
        return asked.remaining();
    }
}
