package handcar.json;

import module java.base;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueWriter;
import com.fasterxml.jackson.jr.ob.impl.JSONWriter;

import org.jspecify.annotations.Nullable;

/// Writes a [LongText] as the bytes it is, or leaves a place for it.
final class LongTextWriter extends JacksonJrExtension implements ValueWriter {
    @Override
    protected void register(ExtensionContext context) {
        context.insertProvider(
                new ReaderWriterProvider() {
                    @Override
                    public @Nullable ValueWriter findValueWriter(JSONWriter writer, Class<?> type) {
                        return type == LongText.class ? LongTextWriter.this : null;
                    }
                });
    }

    @Override
    public void writeValue(JSONWriter context, JsonGenerator json, Object value)
            throws IOException {
        LongText text = (LongText) value;
        if (!(json.getOutputTarget() instanceof OutputStream out)) {
            json.writeString(text.read());
            return;
        }
        json.writeRawValue("\"");
        json.flush();
        if (out instanceof JsonPieces.Target target) {
            target.add(text);
        } else {
            text.copyTo(out);
        }
        json.writeRaw('"');
    }

    @Override
    public Class<?> valueType() {
        return LongText.class;
    }
}
