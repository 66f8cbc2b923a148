package handcar.channel;

import module java.base;

import handcar.chat.Author;

/// Who changed a message, as far as the provider tells: only what is theirs may be changed, and only where they wrote it.
public enum ChangeSide {
    /// The customer of the thread.
    CUSTOMER,

    /// A person of ours, in the thread.
    STAFF,

    /// One of both, in the thread.
    EITHER,

    /// Nobody is told: the provider names the chat as the customer's app knows it, which is our own number, or no chat at all. The
    /// customer's message is found by its name alone.
    UNNAMED;

    /// Whose messages it may change.
    public List<Author> authors() {
        return switch (this) {
            case CUSTOMER -> List.of(Author.CONTACT);
            case STAFF -> List.of(Author.STAFF);
            case EITHER, UNNAMED -> List.of(Author.CONTACT, Author.STAFF);
        };
    }
}
