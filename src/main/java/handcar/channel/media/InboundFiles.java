package handcar.channel.media;

import module java.base;

import handcar.channel.AttachedBytes;
import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.MediaReference;
import handcar.chat.Message;
import handcar.chat.MessageFiles;
import handcar.db.Tx;
import handcar.json.JsonView;
import handcar.media.MediaFile;
import handcar.media.MediaTooLargeException;
import handcar.media.NewMediaFile;
import handcar.text.TextSanitizer;

/// Keeps the files of customers' messages: those that come with a message at once, the others by a job for each.
///
/// @param channels the kinds of channels whose files can be fetched
/// @param transcribes whether voice notes become text
public record InboundFiles(MessageFiles files, Set<String> channels, boolean transcribes) {
    private static final Set<String> KINDS = Set.of("image", "audio", "video", "file", "sticker");
    private static final String VOICE = "audio";

    public InboundFiles {
        channels = Set.copyOf(channels);
    }

    /// Whether the message is a voice note that becomes text: sound and no words.
    public boolean isVoiceNote(ChannelAccount account, CustomerMessage message) {
        return transcribes
                && message.text().isBlank()
                && message.attachments().stream()
                        .anyMatch(each -> each.type().equals(VOICE) && isKept(account, each));
    }

    private boolean isKept(ChannelAccount account, Attachment file) {
        boolean comes =
                (file.reference().isPresent() && channels.contains(account.kind()))
                        || file.content().isPresent();
        return comes && KINDS.contains(file.type());
    }

    /// Adds the files of a message that has just been stored.
    public void add(Tx tx, ChannelAccount account, CustomerMessage message, Message stored) {
        List<Attachment> all = message.attachments();
        for (int i = 0; i < all.size(); i++) {
            Attachment file = all.get(i);
            if (isKept(account, file)) {
                int position = message.details().isPart() ? position(stored, file, i) : i;
                add(tx, file, media(account, message, stored.id(), position, file));
            }
        }
    }

    /// The place of a file in a message that it was added to.
    private static int position(Message stored, Attachment file, int otherwise) {
        List<Optional<String>> references =
                stored.attachments().stream()
                        .map(each -> new JsonView(each).text("reference"))
                        .toList();
        int found = file.reference().isEmpty() ? -1 : references.indexOf(file.reference());
        return found < 0 ? otherwise : found;
    }

    private static NewMediaFile media(
            ChannelAccount account,
            CustomerMessage message,
            UUID stored,
            int position,
            Attachment file) {
        JsonView source =
                file.reference()
                        .map(
                                reference ->
                                        new MediaReference(
                                                        account.kind(),
                                                        message.account(),
                                                        account.binding(),
                                                        message.id(),
                                                        reference)
                                                .json())
                        .orElseGet(() -> new JsonView(Map.of()));
        return new NewMediaFile(
                Optional.of(stored),
                position,
                file.type(),
                file.mimeType().map(TextSanitizer::cleaned),
                file.name().map(TextSanitizer::cleaned),
                file.bytes(),
                source,
                Optional.empty());
    }

    private void add(Tx tx, Attachment file, NewMediaFile media) {
        if (file.content().isEmpty()) {
            files.expect(tx, media);
            return;
        }
        switch (file.content().get()) {
            case AttachedBytes.Encoded(String base64) -> decode(tx, base64, media);
            case AttachedBytes.Stored(var bytes) -> files.add(tx, media, bytes);
            case AttachedBytes.TooLarge() -> tooLarge(tx, media);
        }
    }

    private void decode(Tx tx, String base64, NewMediaFile media) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(base64);
            files.add(tx, media, files.store().write(tx, bytes, media.mimeType()));
        } catch (MediaTooLargeException _) {
            tooLarge(tx, media);
        } catch (IllegalArgumentException e) {
            files.refuse(
                    tx,
                    media,
                    MediaFile.State.FAILED,
                    "What came is not base64: " + e.getMessage());
        }
    }

    private void tooLarge(Tx tx, NewMediaFile media) {
        files.refuse(tx, media, MediaFile.State.TOO_LARGE, files.store().limits().sentence());
    }
}
