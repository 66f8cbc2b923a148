package handcar.channel.email;

import module java.base;

import handcar.channel.InboundEvent.Sender;
import handcar.channel.email.MailStore.AnsweredThread;
import handcar.channel.email.MailStore.FoundThread;
import handcar.channel.email.MailStore.Standing;

/// A thread that a mail belongs to.
///
/// @param name of the thread
/// @param customer whose thread it is; empty when that is not known
/// @param called the customer's name, if the mail tells it
/// @param kind what the mail is in it
/// @param people other addresses by which the customer goes on
/// @param isFirst whether it is the only thread of the mail, or the first
record MailThread(
        String name,
        String customer,
        Optional<String> called,
        Kind kind,
        List<String> people,
        boolean isFirst) {
    /// What a mail is in a thread.
    enum Kind {
        /// A customer's.
        THEIRS,
        /// By a person of ours to the customer.
        STAFFS,
        /// By somebody else to the customer; we got a copy.
        COPY,
        /// By somebody else who answers what a person of ours has.
        OTHERS
    }

    /// The threads of a mail. What it answers says whose conversation it is, whoever else is written to.
    static List<MailThread> of(MailStore store, String account, ParsedMail mail) {
        if (mail.isByStaff()) {
            return ofStaff(store, account, mail);
        }
        MailPeople people = mail.people();
        Optional<FoundThread> own =
                store.thread(account, mail, people.outsider(), people.replyTo());
        if (own.isPresent()) {
            return List.of(in(own.get(), people));
        }
        Optional<AnsweredThread> answered = store.threadAnswered(account, mail);
        boolean isAnswer = mail.unanswered().isEmpty() && !mail.answered().isEmpty();
        Optional<AnsweredThread> copied =
                answered.filter(_ -> isAnswer)
                        .filter(found -> mail.recipients().names(found.customer()));
        if (copied.isPresent()) {
            return List.of(
                    new MailThread(
                            copied.get().name(),
                            copied.get().customer(),
                            Optional.empty(),
                            Kind.COPY,
                            List.of(),
                            true));
        }
        Optional<FoundThread> ofSubject = store.threadOfSubject(account, mail, people.outsider());
        if (ofSubject.isPresent()) {
            return List.of(in(ofSubject.get(), people));
        }
        boolean isAside =
                isAnswer
                        && mail.recipients().isToOthers()
                        && !store.isKnown(account, mail.answered().getFirst());
        boolean isPersons = answered.filter(AnsweredThread::isPersons).isPresent();
        Kind kind = isAside ? Kind.COPY : isPersons ? Kind.OTHERS : Kind.THEIRS;
        String sender = people.sender();
        List<String> more = kind == Kind.THEIRS ? more(people, sender) : List.of();
        return List.of(new MailThread(mail.key(), sender, people.name(), kind, more, true));
    }

    /// A mail in a thread that its writer may go on in. Who only wants the answer at an address of the customer has not shown to be them.
    private static MailThread in(FoundThread found, MailPeople people) {
        boolean isNamed = found.standing() == Standing.CUSTOMER;
        String customer = found.customer().isEmpty() ? people.sender() : found.customer();
        return new MailThread(
                found.name(),
                customer,
                isNamed ? people.name() : Optional.empty(),
                found.isOthers() ? Kind.OTHERS : Kind.THEIRS,
                isNamed ? more(people, customer) : List.of(),
                true);
    }

    private static List<String> more(MailPeople people, String customer) {
        return Stream.of(people.sender(), people.replyTo())
                .filter(each -> !each.isEmpty() && !each.equals(customer))
                .distinct()
                .toList();
    }

    private static List<MailThread> ofStaff(MailStore store, String account, ParsedMail mail) {
        MailRecipients.Customer named = mail.people().customer().orElseThrow();
        boolean isForward = isForward(mail);
        Optional<AnsweredThread> answered =
                store.threadAnswered(account, mail)
                        .filter(found -> !isForward || mail.recipients().names(found.customer()));
        if (answered.isPresent()) {
            AnsweredThread found = answered.get();
            Optional<String> called =
                    named.each().stream()
                            .filter(each -> each.address().equals(found.customer()))
                            .findFirst()
                            .flatMap(MailRecipients.Customer::name);
            return List.of(
                    new MailThread(
                            found.name(), found.customer(), called, Kind.STAFFS, List.of(), true));
        }
        List<MailThread> threads = new ArrayList<>();
        for (MailRecipients.Customer each : named.isCircular() ? List.of(named) : named.each()) {
            if (!each.address().isEmpty()) {
                boolean isFirst = threads.isEmpty();
                String fresh = isFirst ? mail.key() : mail.key() + "/" + each.address();
                Optional<FoundThread> known =
                        store.thread(account, mail, each.address(), each.address())
                                .filter(one -> isFirst || !one.customer().isEmpty())
                                .filter(one -> !one.isOthers())
                                .or(() -> store.threadOfSubject(account, mail, each.address()));
                String name = known.map(FoundThread::name).orElse(fresh);
                String customer =
                        known.map(FoundThread::customer)
                                .filter(address -> !address.isEmpty())
                                .orElse(each.address());
                if (threads.stream().noneMatch(one -> one.name().equals(name))) {
                    threads.add(
                            new MailThread(
                                    name, customer, each.name(), Kind.STAFFS, List.of(), isFirst));
                }
            }
        }
        return threads;
    }

    /// The same thread for a mail of a person of ours that answers one in it; empty when that one is sent on to somebody else.
    Optional<MailThread> answeredBy(ParsedMail mail) {
        return Optional.of(new MailThread(name, customer, called, Kind.STAFFS, List.of(), true))
                .filter(_ -> !isForward(mail) || mail.recipients().names(customer));
    }

    private static boolean isForward(ParsedMail mail) {
        return MailWords.isForward(mail.subject().orElse(""), List.of(mail.text().split("\n", -1)));
    }

    /// Under which key the mail is kept here: unique for each thread.
    String key(ParsedMail mail) {
        return isFirst ? mail.key() : mail.key() + "/" + customer;
    }

    /// To whom else a person of ours wrote; nobody of a circular, whose readers do not know of each other.
    List<String> recipients(ParsedMail mail) {
        List<String> all = mail.recipients().everybody();
        return kind == Kind.STAFFS && all.size() <= MailRecipients.MOST
                ? all.stream().filter(each -> !each.equals(customer)).toList()
                : List.of();
    }

    /// Who the customer is.
    ///
    /// @param key for one without an address
    Sender sender(String key) {
        return new Sender(
                customer.isEmpty() ? key : customer,
                called,
                Optional.empty(),
                Optional.of(customer).filter(address -> !address.isEmpty()),
                Map.of());
    }
}
