package handcar.channel.email;

import module java.base;

import handcar.chat.MessageLoop;

/// Recognises two programs that answer each other by mail: by their texts, and by the time. No person answers a mail within seconds
/// of its arrival again and again; somebody who writes several mails quickly answers none of ours with them.
///
/// @param isReflex whether the mail came within seconds of the mail of ours that it answers
/// @param reflexes how many such mails its sender wrote lately, with this one
record MailLoop(MailStore store, String account, ParsedMail mail, boolean isReflex, long reflexes) {
    /// One may be a person's: "Yes".
    private static final int MOST = 2;

    static MailLoop of(MailStore store, String account, ParsedMail mail) {
        MailStore.Reflexes found = store.reflexes(account, mail);
        boolean answersUs =
                mail.answered().stream().anyMatch(name -> MessageIds.delivery(name).isPresent())
                        || mail.subject().filter(MailWords::isReply).isPresent();
        boolean isReflex = answersUs && found.isNear() && mail.unanswered().isEmpty();
        return new MailLoop(store, account, mail, isReflex, found.earlier() + (isReflex ? 1 : 0));
    }

    /// Whether one more answer would be one too many.
    boolean goesOn(String content) {
        return reflexes >= MOST
                || MessageLoop.goesOn(
                        MessageLoop.Utterance.theirs(content, mail.at()),
                        store.exchange(account, mail.people().sender()));
    }
}
