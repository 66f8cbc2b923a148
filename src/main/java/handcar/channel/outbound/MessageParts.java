package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.FileRules;
import handcar.channel.format.MessageFormatter;
import handcar.chat.MessageDraft;
import handcar.media.MediaFile;
import handcar.problem.Problem;

/// Divides a message into parts that its channel takes: the text is the caption of the first file where it fits, and stands
/// before the files elsewhere.
final class MessageParts {
    private final ChannelCapabilities capabilities;
    private final boolean hasAddress;

    /// @param hasAddress whether this server has an address where providers fetch files
    MessageParts(ChannelCapabilities capabilities, boolean hasAddress) {
        this.capabilities = capabilities;
        this.hasAddress = hasAddress;
    }

    /// [Problem.BadFields] when the channel does not take one of the files.
    List<PartDraft> of(MessageDraft draft) {
        List<List<MediaFile>> groups = groups(draft.files());
        List<PartDraft> parts = new ArrayList<>();
        Optional<String> caption = caption(draft, groups);
        if (caption.isEmpty()) {
            text(draft, capabilities).map(PartDraft::of).forEach(parts::add);
        }
        for (int i = 0; i < groups.size(); i++) {
            String text = i == 0 ? caption.orElse("") : "";
            parts.add(new PartDraft(text, groups.get(i).stream().map(MediaFile::id).toList()));
        }
        return parts;
    }

    private static Stream<String> text(MessageDraft draft, ChannelCapabilities within) {
        List<String> parts = MessageFormatter.parts(draft.content(), draft.citations(), within);
        return parts.isEmpty() && draft.files().isEmpty()
                ? Stream.of(draft.content())
                : parts.stream();
    }

    private Optional<String> caption(MessageDraft draft, List<List<MediaFile>> groups) {
        FileRules rules = capabilities.files();
        boolean hasOne =
                !draft.content().isBlank()
                        && rules.longestCaption() > 0
                        && !groups.isEmpty()
                        && kind(groups.getFirst().getFirst()).hasCaption();
        if (!hasOne) {
            return Optional.empty();
        }
        int most = Math.min(capabilities.limit(), rules.longestCaption());
        List<String> texts = text(draft, capabilities.limitedTo(most)).toList();
        return texts.size() == 1 ? Optional.of(texts.getFirst()) : Optional.empty();
    }

    /// As many files as one message holds.
    private List<List<MediaFile>> groups(List<MediaFile> files) {
        List<List<MediaFile>> groups = new ArrayList<>();
        long left = 0;
        for (MediaFile file : files) {
            FileRules.Kind kind = kind(file);
            long size = size(file);
            if (groups.isEmpty()
                    || groups.getLast().size() >= capabilities.files().perMessage()
                    || size > left) {
                groups.add(new ArrayList<>());
                left = kind.maxBytes();
            }
            groups.getLast().add(file);
            left -= size;
        }
        return groups;
    }

    private FileRules.Kind kind(MediaFile file) {
        FileRules rules = capabilities.files();
        String type = type(file);
        rules.objection(type, size(file), hasAddress)
                .ifPresent(
                        reason -> {
                            throw new Problem.BadFields(
                                    "attachments", file.name().orElse("The file") + ": " + reason);
                        });
        return rules.kindOf(type, size(file)).orElseThrow();
    }

    static String type(MediaFile file) {
        return file.mimeType().orElse("application/octet-stream");
    }

    static long size(MediaFile file) {
        return file.size().orElse(0L);
    }
}
