package handcar.chat;

/// How many messages of one contact the agent answers in a minute and in an hour.
public record MessageLimits(int perMinute, int perHour) {
    /// How many of the last messages of a conversation are counted: for each of the customer's there are an answer and at
    /// times a notice.
    int mostRead() {
        return (int) Math.min(3L * perHour, 3_000);
    }
}
