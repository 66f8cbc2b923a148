package handcar.channel.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.MessageContent;

import org.junit.jupiter.api.Test;

/// What an edit does to the captions of files.
final class CaptionEditTest {
    @Test
    void anEditedCaptionIsTheFilesCaptionToo() {
        try (InboundFixture counter = new InboundFixture()) {
            Instant at = Instant.now();
            counter.take("e1", captioned("m1", "p1", "lamp 1"));
            counter.take("e2", caption("m1", "p1", "lamp 2", at.plusSeconds(1)));
            UUID id = counter.only().id();
            assertEquals(List.of("lamp 2"), counter.contents(id));
            assertEquals(List.of("lamp 2"), captions(counter));
            counter.take("e3", caption("m1", "p1 under another id", "lamp 3", at.plusSeconds(2)));
            assertEquals(List.of("lamp 3"), captions(counter));
            counter.take("e4", caption("m1", "p1", "", at.plusSeconds(3)));
            assertEquals(List.of(), captions(counter));
            counter.take(
                    "e5",
                    InboundFixture.edit(
                            "55", "ann", "m1", ChangeSide.CUSTOMER, "words", at.plusSeconds(4)));
            assertEquals(List.of("words"), counter.contents(id));
        }
    }

    /// Each file of an album has a caption of its own, and together they are its words.
    @Test
    void anEditedCaptionInAnAlbumLeavesTheOthers() {
        try (InboundFixture counter = new InboundFixture()) {
            counter.take(
                    "e1",
                    MessageChangesTest.picture("p1", "The first"),
                    MessageChangesTest.picture("p2", "the second"));
            counter.take("e2", caption("album", "p2", "the other", Instant.now().plusSeconds(1)));
            assertEquals(List.of("The first\nthe other"), counter.contents(counter.only().id()));
            assertEquals(List.of("The first", "the other"), captions(counter));
        }
    }

    private static List<String> captions(InboundFixture counter) {
        return counter.rows(
                "SELECT a ->> 'caption' FROM messages, jsonb_array_elements(attachments) a"
                        + " WHERE a ->> 'caption' IS NOT NULL");
    }

    private static CustomerMessage captioned(String id, String file, String caption) {
        CustomerMessage said = InboundFixture.said("ann", id, caption);
        return new CustomerMessage(
                said.account(),
                said.thread(),
                said.from(),
                said.id(),
                said.at(),
                photo(file, caption),
                said.address());
    }

    private static InboundEvent caption(String id, String file, String caption, Instant at) {
        return new InboundEvent.MessageEdit(
                "55", "ann", id, ChangeSide.CUSTOMER, photo(file, caption), at, Optional.empty());
    }

    static MessageContent photo(String file, String caption) {
        return MessageContent.of(
                caption,
                List.of(
                        new Attachment(
                                "image",
                                Optional.empty(),
                                Optional.of(file + ".jpg"),
                                Optional.empty(),
                                Optional.of(caption).filter(text -> !text.isEmpty()),
                                Optional.of(file))));
    }
}
