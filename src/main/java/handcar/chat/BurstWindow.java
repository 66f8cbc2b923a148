package handcar.chat;

import module java.base;

/// How long a customer has time to say more before the agent answers, because people write in pieces. The answer is a job
/// that is due when the window of the first message ends; a run that finds newer messages waits for their window.
///
/// On our own page people see that their message has arrived and wait for the answer, so there the window is short.
public record BurstWindow(Duration length) {
    /// Somebody who never stops writing is answered after so many windows.
    private static final int MOST_WINDOWS = 4;

    /// Long enough for a thought that is sent in three lines.
    private static final Duration ON_OUR_PAGE = Duration.ofMillis(1_500);

    /// When a message that came just now may be answered; empty: at once.
    Optional<Instant> end(String channel) {
        return length.isPositive()
                ? Optional.of(Instant.now().plus(lengthOn(channel)))
                : Optional.empty();
    }

    /// How long to wait for a customer who may go on writing; zero or less: no longer.
    public Duration remaining(AgentTurn turn) {
        if (!length.isPositive()) {
            return Duration.ZERO;
        }
        Duration quietTime = lengthOn(turn.conversation().channel());
        List<Instant> unanswered = turn.waiting().map(Message::createdAt).toList();
        Instant quiet = unanswered.getLast().plus(quietTime);
        Instant latest = unanswered.getFirst().plus(quietTime.multipliedBy(MOST_WINDOWS));
        return Duration.between(Instant.now(), quiet.isBefore(latest) ? quiet : latest);
    }

    private Duration lengthOn(String channel) {
        return channel.equals(Conversation.WEB) && length.compareTo(ON_OUR_PAGE) > 0
                ? ON_OUR_PAGE
                : length;
    }
}
