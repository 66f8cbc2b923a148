package handcar.channel.outbound;

import module java.base;

import handcar.channel.SendResult;

/// One part of a message before it is stored.
///
/// @param text in the channel's markup; may be empty when there are files
record PartDraft(String text, List<UUID> files) {
    /// How much longer than a text an attempt with files may take.
    static final int EXTRA_SECONDS =
            (int) SendResult.LONGEST_WITH_FILE.minus(SendResult.LONGEST).toSeconds();

    PartDraft {
        files = List.copyOf(files);
    }

    static PartDraft of(String text) {
        return new PartDraft(text, List.of());
    }

    /// How much longer than a text an attempt may take.
    int extraSeconds() {
        return files.isEmpty() ? 0 : EXTRA_SECONDS;
    }
}
