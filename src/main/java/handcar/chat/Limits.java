package handcar.chat;

/// How many messages of one person the bot answers in a minute and in an hour.
public record Limits(int perMinute, int perHour) {}
