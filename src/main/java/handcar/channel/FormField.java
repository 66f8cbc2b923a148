package handcar.channel;

import module java.base;

import handcar.channel.InboundEvent.Attachment;
import handcar.chat.MessageFields;

/// One field of a form, or an order, which staff read and nobody looks anything up for.
///
/// @param label may be empty
public record FormField(String label, String value) {
    /// `Name: Ann`
    String line() {
        return label.isEmpty() ? value : label + ": " + value;
    }

    public Attachment attachment() {
        return new Attachment(
                MessageFields.TYPE,
                Optional.empty(),
                Optional.of(label).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.of(value),
                Optional.empty());
    }
}
