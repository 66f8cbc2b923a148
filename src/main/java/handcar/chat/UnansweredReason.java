package handcar.chat;

import module java.base;

/// Why a customer's message is stored and shown, but not answered by the agent.
public enum UnansweredReason {
    /// The sender is away and a program answered.
    OUT_OF_OFFICE,
    /// A program sent it, such as a receipt or a notice.
    AUTOMATIC,
    /// A newsletter or the mail of a list.
    MAILING_LIST,
    /// A mail server could not deliver a mail.
    RETURNED,
    /// Nobody reads what is sent to this address.
    NO_REPLY_ADDRESS,
    /// It came long after it was written, as the account's channel counts: nobody waits for an answer of the agent any more.
    LATE,
    /// It holds no words of the customer: a picture, a place, something the channel cannot show. The customer is told what can
    /// be read; whoever has the conversation sees it.
    NO_TEXT,
    /// The provider has answered it by itself: HELP, STOP and START, of which the last two hold here, too.
    ANSWERED_BY_PROVIDER,
    /// Another app has the conversation at the provider, which only lets us read along.
    ELSEWHERE,
    /// A program seems to answer our answers; a person is called.
    LOOP,
    /// Somebody of ours sent on what a customer wrote: a person is called.
    FORWARDED,
    /// Somebody else wrote it to the customer, and we only got a copy: a person is called.
    COPY,
    /// Somebody else than the customer answers what a person of ours wrote or has: a person is called.
    ANSWERS_STAFF,
    /// The mail server could not give it, more than once: a person is called, who finds it in the mailbox.
    UNREADABLE,
    /// It is a voice note that becomes text at this moment; then it is answered.
    TRANSCRIBING;

    /// Its name in JSON and in the database.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a person wrote it and waits.
    public boolean isAwaited() {
        return this == NO_TEXT || this == TRANSCRIBING;
    }

    /// Whether it opens a closed conversation again.
    boolean opens() {
        return isAwaited() || (callsPerson() && this != LOOP);
    }

    /// Whether staff have to go on.
    boolean callsPerson() {
        return switch (this) {
            case LOOP, FORWARDED, COPY, ANSWERS_STAFF, UNREADABLE -> true;
            case OUT_OF_OFFICE,
                    AUTOMATIC,
                    MAILING_LIST,
                    RETURNED,
                    NO_REPLY_ADDRESS,
                    LATE,
                    NO_TEXT,
                    ANSWERED_BY_PROVIDER,
                    ELSEWHERE,
                    TRANSCRIBING ->
                    false;
        };
    }
}
