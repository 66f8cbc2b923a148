package handcar.chat;

import module java.base;

import handcar.db.Tx;
import handcar.media.MediaFile;

/// Voice notes become text. What was written around them waits for it a moment, so that the agent is asked once about all of it
/// ([AgentTurn#transcriptWait]); a voice note that takes longer is answered when its text comes. One that cannot be transcribed is
/// for a person, and the customer is told so.
public final class VoiceNotes {
    /// How often a transcription is tried; some seconds with the waits between, because somebody waits.
    static final int TRIES = 4;

    /// Whoever has waited so long is told that it takes a moment.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LAST_MESSAGES = 20;

    private static final String REASON = "a voice note could not be transcribed";

    private final Conversations conversations;

    VoiceNotes(Conversations conversations) {
        this.conversations = conversations;
    }

    /// The transcript has come. It is the message's text from now on; one that is made once more is not answered again.
    public void transcribed(Tx tx, MediaFile file, String text) {
        Optional<Message> before = locked(tx, file);
        Optional<Message> message =
                before.flatMap(
                        found ->
                                tx.named("chat.transcribe")
                                        .with("id", found.id())
                                        .with("position", file.position())
                                        .with("content", text)
                                        .first(Message::of));
        if (message.isEmpty()) {
            return; // deleted meanwhile
        }
        if (before.get().isTranscribing()) {
            conversations.intake().heard(tx, message.get());
        }
        conversations.writer().ring(tx, message.get().conversationId(), message.get());
    }

    /// The bytes are not waited for any more, because they are here, or because the message was deleted.
    public void settled(Tx tx, MediaFile file) {
        Optional<Message> _ = locked(tx, file);
    }

    /// There will be no transcript: calls a person, and tells the customer unless a person has the conversation.
    ///
    /// @param reason for staff
    public void failed(Tx tx, MediaFile file, String reason) {
        Optional<Message> message = locked(tx, file).filter(Message::isTranscribing);
        if (message.isEmpty()) {
            return;
        }
        UUID id = message.get().conversationId();
        tx.named("chat.set-unanswered")
                .with("id", message.get().id())
                .with("unanswered", UnansweredReason.NO_TEXT.wire())
                .change();
        Conversation now = conversations.store().find(tx, id).orElseThrow();
        if (now.botOwns()) {
            String notice =
                    CustomerNotices.voiceNoteFailed(
                            CustomerLanguage.of(conversations.store(), tx, id));
            conversations.handOff(tx, id, REASON, notice);
            conversations.writer().note(tx, now, reason);
        } else {
            conversations.callPerson(tx, id, REASON);
        }
        conversations.writer().ring(tx, id, message.get());
    }

    /// Tells a customer who has waited for the text of a voice note, once until there is none that waits. A person who has the
    /// conversation tells them what they want.
    ///
    /// @return how long until the next one has waited that long; zero or less when none waits
    Duration tellWait(Tx tx, UUID conversation) {
        ChatStore store = conversations.store();
        if (store.lock(tx, conversation).filter(Conversation::botOwns).isEmpty()) {
            return Duration.ZERO;
        }
        Optional<Instant> first =
                store.latest(tx, conversation, LAST_MESSAGES).stream()
                        .filter(message -> message.deletedAt().isEmpty())
                        .filter(Message::isTranscribing)
                        .map(Message::createdAt)
                        .min(Comparator.naturalOrder());
        Duration left =
                first.map(at -> Duration.between(Instant.now(), at.plus(PATIENCE)))
                        .orElse(Duration.ZERO);
        boolean tells =
                first.isPresent()
                        && !left.isPositive()
                        && tx.named("chat.tell-voice-wait")
                                        .with("id", conversation)
                                        .with("since", first.get())
                                        .change()
                                > 0;
        if (tells) {
            MessageWriter writer = conversations.writer();
            Conversation now = writer.lock(tx, conversation);
            MessageDraft draft =
                    MessageDraft.system(
                            CustomerNotices.voiceNoteWait(
                                    CustomerLanguage.of(store, tx, conversation)));
            // one short text, so formatting it under the lock costs nothing
            writer.write(tx, now, draft, writer.prepare(tx, now, draft));
        }
        return left;
    }

    /// The message of a voice note, in its conversation, which is locked.
    private Optional<Message> locked(Tx tx, MediaFile file) {
        ChatStore store = conversations.store();
        return file.messageId()
                .flatMap(id -> store.message(tx, id))
                .filter(found -> store.lock(tx, found.conversationId()).isPresent())
                .flatMap(found -> store.message(tx, found.id()))
                .filter(found -> isThere(tx, found));
    }

    /// What was written around a voice note that its sender took back is answered without it.
    private boolean isThere(Tx tx, Message message) {
        boolean deleted = message.deletedAt().isPresent();
        if (deleted && message.isTranscribing()) {
            conversations.intake().ask(tx, message.conversationId());
        }
        return !deleted;
    }
}
