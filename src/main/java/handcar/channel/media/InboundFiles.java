package handcar.channel.media;

import module java.base;

import handcar.channel.AttachedBytes;
import handcar.channel.AttachedBytes.Referred;
import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Echo;
import handcar.channel.MediaReference;
import handcar.chat.Message;
import handcar.chat.MessageFiles;
import handcar.db.Tx;
import handcar.json.JsonView;
import handcar.media.MediaFile;
import handcar.media.MediaTooLargeException;
import handcar.media.NewMediaFile;
import handcar.text.TextSanitizer;

/// Keeps the files of customers' messages, and of those that staff send elsewhere: those that come with a message at once, the others by a job for each.
///
/// @param channels the kinds of channels whose files can be fetched
/// @param transcribes whether voice notes become text
public record InboundFiles(MessageFiles files, Set<String> channels, boolean transcribes) {
    private static final String FILE = "file";
    private static final Set<String> KINDS = Set.of("image", "audio", "video", FILE, "sticker");
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
        boolean isReferred = file.content().filter(Referred.class::isInstance).isPresent();
        boolean comes =
                (file.reference().isPresent() && channels.contains(account.kind()))
                        || (file.content().isPresent() && !isReferred);
        return comes && (isReferred || KINDS.contains(file.type()));
    }

    /// A message at a provider.
    ///
    /// @param ours our account, by the provider's name for it
    /// @param id the provider's name for the message
    private record Origin(ChannelAccount account, String ours, String id) {
        JsonView of(String reference) {
            return new MediaReference(account.kind(), ours, account.binding(), id, reference)
                    .json();
        }
    }

    /// Adds the files of a message that has just been stored.
    public void add(Tx tx, ChannelAccount account, CustomerMessage message, Message stored) {
        Origin origin = new Origin(account, message.account(), message.id());
        List<Attachment> all = message.attachments();
        for (int i = 0; i < all.size(); i++) {
            int position = message.details().isPart() ? position(stored, all.get(i), i) : i;
            if (isKept(account, all.get(i)) && !files.count(tx, stored.conversationId())) {
                refuse(tx, media(origin, stored.id(), position, all.get(i)));
            } else {
                add(tx, origin, stored, all.get(i), position);
            }
        }
    }

    /// Adds the files of a message that staff sent elsewhere, which has just been stored.
    public void add(Tx tx, ChannelAccount account, Echo echo, Message stored) {
        Origin origin = new Origin(account, echo.account(), echo.id());
        for (int i = 0; i < echo.attachments().size(); i++) {
            add(tx, origin, stored, echo.attachments().get(i), i);
        }
    }

    private void add(Tx tx, Origin origin, Message stored, Attachment file, int position) {
        if (isKept(origin.account(), file)) {
            add(tx, file, media(origin, stored.id(), position, file));
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

    private static NewMediaFile media(Origin origin, UUID stored, int position, Attachment file) {
        JsonView source = file.reference().map(origin::of).orElseGet(() -> new JsonView(Map.of()));
        return new NewMediaFile(
                Optional.of(stored),
                position,
                KINDS.contains(file.type()) ? file.type() : FILE,
                file.mimeType().map(TextSanitizer::cleaned),
                file.name().map(TextSanitizer::name),
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
            case Referred() -> files.expect(tx, media);
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

    private void refuse(Tx tx, NewMediaFile media) {
        files.refuse(tx, media, MediaFile.State.TOO_LARGE, files.store().limits().dailySentence());
    }

    private void tooLarge(Tx tx, NewMediaFile media) {
        files.refuse(tx, media, MediaFile.State.TOO_LARGE, files.store().limits().sentence());
    }
}
