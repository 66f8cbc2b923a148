package handcar.chat;

/// How many messages of one person the bot answers in a minute and in an hour.
public record MessageLimits(int perMinute, int perHour) {
    /// Behind this many events of a conversation nobody looks for more of its customer's messages: beside each stand an
    /// answer and at times a change of status.
    int mostRead() {
        return (int) Math.min(3L * perHour, 3_000);
    }
}
