package handcar.channel.email;

import module java.base;

import handcar.chat.MessageLoop;
import handcar.chat.TypingPace;

/// Recognises two programs that answer each other by mail: by their texts, and by the pace. No person reads a mail and types an answer of
/// some length within seconds of its arrival again and again; somebody who writes several mails quickly answers none of ours with them.
/// A program that waits for longer than that, or begins a new subject each time, gets five answers unless its texts betray it: people
/// write such mails in as much time.
///
/// @param isReflex whether the mail came sooner after the mail of ours that it answers than anybody types it
/// @param reflexes how many such mails its sender wrote lately, with this one
record MailLoop(MailStore store, String account, ParsedMail mail, boolean isReflex, long reflexes) {
    /// One may be a person's who was writing already.
    private static final int MOST = 2;

    /// Mail servers tell whole seconds.
    private static final Duration UNKNOWN_PART = Duration.ofSeconds(1);

    /// Nobody reads and writes so many mails so quickly in so short a time, whatever they say.
    private static final int MOST_QUICK = 5;

    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final Duration QUICK_WITHIN = Duration.ofMinutes(30);

    /// @param content what the mail says without earlier ones
    static MailLoop of(MailStore store, String account, ParsedMail mail, String content) {
        MailStore.Reflexes found = store.reflexes(account, mail);
        boolean answersUs =
                mail.answered().stream().anyMatch(name -> MessageIds.delivery(name).isPresent())
                        || mail.subject().filter(MailWords::isReply).isPresent();
        boolean isReflex =
                answersUs && mail.unanswered().isEmpty() && isTooQuick(found, mail, content);
        return new MailLoop(store, account, mail, isReflex, found.earlier() + (isReflex ? 1 : 0));
    }

    private static boolean isTooQuick(MailStore.Reflexes found, ParsedMail mail, String content) {
        return found.sentAt()
                .map(sent -> Duration.between(sent, mail.at()).plus(UNKNOWN_PART))
                .filter(since -> TypingPace.isTooQuick(content, since))
                .isPresent();
    }

    /// Whether one more answer would be one too many.
    boolean goesOn(String content) {
        MessageLoop.Utterance waiting = MessageLoop.Utterance.theirs(content, mail.at());
        List<MessageLoop.Utterance> earlier = store.exchange(account, mail.people().sender());
        return reflexes >= MOST
                || quick(waiting, earlier) >= MOST_QUICK
                || MessageLoop.goesOn(waiting, earlier);
    }

    /// How many mails lately came within a minute of the answer before them, with the one that waits.
    static long quick(MessageLoop.Utterance waiting, List<MessageLoop.Utterance> earlier) {
        List<MessageLoop.Utterance> all = new ArrayList<>(earlier);
        all.add(waiting);
        Instant since = waiting.at().minus(QUICK_WITHIN);
        return IntStream.range(1, all.size())
                .filter(i -> !all.get(i).isOurs() && all.get(i - 1).isOurs())
                .filter(i -> all.get(i).at().isAfter(since))
                .filter(i -> all.get(i).at().isBefore(all.get(i - 1).at().plus(QUICK)))
                .count();
    }
}
