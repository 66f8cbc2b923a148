package handcar.channel.email;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.ContextAttachments;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.Attachment;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.channel.InboundEvent.Receipt;
import handcar.chat.InboundDetails;
import handcar.chat.UnansweredReason;

/// What a mail tells.
///
/// @param content its words
record MailEvents(
        MailStore store,
        ChannelAccount account,
        ParsedMail mail,
        MailText text,
        MailLoop loop,
        String content) {
    private static final String NOTICE = "[This mail could not be stored. Read it in the mailbox.]";

    MailEvents(
            MailStore store,
            ChannelAccount account,
            ParsedMail mail,
            MailText text,
            MailLoop loop) {
        this(store, account, mail, text, loop, MailContent.text(mail, text));
    }

    /// The same with a notice in the place of its words.
    MailEvents notice() {
        return new MailEvents(
                store, account, mail, new MailText(NOTICE, Optional.empty()), loop, NOTICE);
    }

    /// @param threads those it belongs to
    List<InboundEvent> in(List<MailThread> threads) {
        if (mail.report().isPresent()) {
            return List.of(report(mail.report().get()));
        }
        MailPeople people = mail.people();
        boolean isNobodys = people.sender().isEmpty() && !people.isForm() && !mail.isUnreadable();
        if (threads.isEmpty() || (isNobodys && !mail.isByStaff())) {
            String why = people.from().isEmpty() ? "mail.nobody" : "mail.own";
            return List.of(new InboundEvent.IgnoredEvent(why));
        }
        return threads.stream().map(this::in).toList();
    }

    private InboundEvent in(MailThread thread) {
        return switch (thread.kind()) {
            case STAFFS -> byStaff(thread);
            case THEIRS ->
                    mail.reaction()
                            .map(emoji -> reaction(thread, emoji))
                            .orElseGet(() -> message(thread, List.of(), unanswered()));
            case COPY -> message(thread, writer(thread), Optional.of(UnansweredReason.COPY));
            case OTHERS ->
                    message(
                            thread,
                            writer(thread),
                            unanswered().or(() -> Optional.of(UnansweredReason.ANSWERS_STAFF)));
        };
    }

    /// An emoji on a mail of ours in this thread is its rating, or the answer to its question; on another mail staff see it.
    private InboundEvent reaction(MailThread thread, String emoji) {
        MailText text = new MailText(emoji, Optional.empty());
        MailEvents shown = new MailEvents(store, account, mail, text, loop, emoji);
        return mail.answered().stream()
                .filter(_ -> !thread.name().equals(mail.key()))
                .filter(name -> MessageIds.delivery(name).isPresent())
                .findFirst()
                .<InboundEvent>map(
                        to ->
                                new InboundEvent.Reaction(
                                        shown.message(thread, List.of(), mail.unanswered()), to))
                .orElseGet(
                        () ->
                                shown.message(
                                        thread,
                                        List.of(),
                                        Optional.of(UnansweredReason.AUTOMATIC)));
    }

    private CustomerMessage message(
            MailThread thread, List<Attachment> context, Optional<UnansweredReason> unanswered) {
        boolean isTheirs = thread.customer().equals(mail.people().sender());
        boolean isToThem = isTheirs || thread.kind() == MailThread.Kind.THEIRS;
        return new CustomerMessage(
                account.id(),
                thread.name(),
                thread.sender(mail.key()),
                mail.key(),
                mail.at(),
                content,
                Stream.concat(context.stream(), MailContent.attachments(mail, text).stream())
                        .toList(),
                isToThem ? address(mail.people().replyTo(), mail.people().name()) : Map.of(),
                mail.subject(),
                new InboundDetails(text.whole(), unanswered));
    }

    /// Who wrote it, where it stands in the conversation of somebody else.
    private List<Attachment> writer(MailThread thread) {
        MailPeople people = mail.people();
        if (thread.customer().equals(people.sender())) {
            return List.of();
        }
        String words = people.name().map(name -> name + ", ").orElse("") + people.sender();
        return List.of(ContextAttachments.of("Written by", words, Optional.empty()));
    }

    /// A person of ours wrote to a customer by mail: the bot pauses. The next answer goes where the customer wants it, or where this one
    /// went if it names them.
    private InboundEvent byStaff(MailThread thread) {
        String customer = thread.customer();
        boolean isNamed = mail.recipients().names(customer);
        return new InboundEvent.Echo(
                account.id(),
                thread.name(),
                thread.sender(mail.key()),
                mail.key(),
                mail.at(),
                content,
                mail.attachments(),
                isNamed ? address(customer, thread.called()) : answering(),
                Optional.of(EmailProvider.KIND + ": " + mail.from()),
                false);
    }

    private Optional<UnansweredReason> unanswered() {
        return Optional.of(UnansweredReason.NO_REPLY_ADDRESS)
                .filter(_ -> mail.people().sender().isEmpty() && !mail.isUnreadable())
                .or(mail::unanswered)
                .or(text::acknowledged)
                .or(() -> Optional.of(UnansweredReason.LOOP).filter(_ -> loop.goesOn(content)));
    }

    private InboundEvent report(DeliveryReportParser report) {
        List<UUID> ours = store.known(account.id(), report.deliveries());
        if (report.state().isEmpty()) {
            return new InboundEvent.IgnoredEvent("mail.report_open");
        }
        if (ours.isEmpty()) {
            return new InboundEvent.IgnoredEvent("mail.report");
        }
        Receipt.State state = report.state().get();
        return new Receipt(
                account.id(),
                Optional.empty(),
                Optional.of(ours.getFirst()),
                state,
                state == Receipt.State.FAILED ? Optional.of(report.reason()) : Optional.empty(),
                mail.at());
    }

    /// The fields that a reply needs.
    private Map<String, Object> address(String to, Optional<String> name) {
        Map<String, Object> address = new HashMap<>(answering());
        address.put(EmailSender.TO, to);
        address.put(EmailSender.TO_NAME, name.orElse(""));
        return address;
    }

    private Map<String, Object> answering() {
        return Map.of(EmailSender.ANSWERS, mail.name(), EmailSender.REFERENCES, mail.references());
    }
}
