package handcar.chat;

import module java.base;

/// How long a customer has time to say more before the agent answers, because people write in pieces. The answer is a job
/// that is due when the window of the first message ends; a run that finds newer messages waits for their window.
///
/// Our own page shows that an answer is being written, so there nobody waits.
public record BurstWindow(Duration length) {
    /// Somebody who never stops writing is answered after so many windows.
    private static final int MOST_WINDOWS = 4;

    /// When a message that came just now may be answered; empty: at once.
    Optional<Instant> end(String channel) {
        return isOpenOn(channel) ? Optional.of(Instant.now().plus(length)) : Optional.empty();
    }

    /// How long to wait for a customer who may go on writing; zero or less: no longer.
    public Duration remaining(AgentTurn turn) {
        if (!isOpenOn(turn.conversation().channel())) {
            return Duration.ZERO;
        }
        List<Instant> unanswered = turn.unanswered().map(Message::createdAt).toList();
        Instant quiet = unanswered.getLast().plus(length);
        Instant latest = unanswered.getFirst().plus(length.multipliedBy(MOST_WINDOWS));
        return Duration.between(Instant.now(), quiet.isBefore(latest) ? quiet : latest);
    }

    private boolean isOpenOn(String channel) {
        return length.isPositive() && !channel.equals(Conversation.WEB);
    }
}
