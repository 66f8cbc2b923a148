package handcar.channel.email;

import module java.base;

import handcar.channel.InboundEvent.Sender;
import handcar.channel.email.MailStore.FoundThread;

/// A thread that a mail belongs to.
///
/// @param name of the thread
/// @param customer whose thread it is; empty when that is not known
/// @param called the customer's name, if the mail tells it
/// @param kind what the mail is in it
/// @param isFirst whether it is the only thread of the mail, or the first
record MailThread(
        String name, String customer, Optional<String> called, Kind kind, boolean isFirst) {
    /// What a mail is in a thread.
    enum Kind {
        /// A customer's.
        THEIRS,
        /// By a person of ours to the customer.
        STAFFS,
        /// By somebody else to the customer; we got a copy.
        COPY
    }

    /// The threads of a mail. What it answers says whose conversation it is, whoever else is written to.
    static List<MailThread> of(MailStore store, String account, ParsedMail mail) {
        if (mail.isByStaff()) {
            return ofStaff(store, account, mail);
        }
        MailPeople people = mail.people();
        Optional<FoundThread> own =
                store.thread(account, mail, people.outsider(), people.replyTo());
        boolean isCopy =
                own.isEmpty()
                        && mail.unanswered().isEmpty()
                        && mail.recipients().isToOthers()
                        && !mail.answered().isEmpty();
        Optional<FoundThread> others =
                isCopy
                        ? store.threadAnswered(account, mail)
                                .filter(found -> mail.recipients().names(found.customer()))
                        : Optional.empty();
        if (others.isPresent()) {
            FoundThread found = others.get();
            return List.of(
                    new MailThread(
                            found.name(), found.customer(), Optional.empty(), Kind.COPY, true));
        }
        String name =
                own.map(FoundThread::name)
                        .or(() -> store.threadOfPerson(account, mail, people.outsider()))
                        .orElse(mail.key());
        String customer =
                own.map(FoundThread::customer)
                        .filter(known -> !known.isEmpty())
                        .orElse(people.sender());
        boolean isAside = isCopy && !store.isKnown(account, mail.answered().getFirst());
        return List.of(
                new MailThread(
                        name, customer, people.name(), isAside ? Kind.COPY : Kind.THEIRS, true));
    }

    private static List<MailThread> ofStaff(MailStore store, String account, ParsedMail mail) {
        MailRecipients.Customer named = mail.people().customer().orElseThrow();
        boolean isForward =
                MailWords.isForward(
                        mail.subject().orElse(""), List.of(mail.text().split("\n", -1)));
        Optional<FoundThread> answered =
                store.threadAnswered(account, mail)
                        .filter(found -> !isForward || mail.recipients().names(found.customer()));
        if (answered.isPresent()) {
            FoundThread found = answered.get();
            Optional<String> called =
                    named.each().stream()
                            .filter(each -> each.address().equals(found.customer()))
                            .findFirst()
                            .flatMap(MailRecipients.Customer::name);
            return List.of(
                    new MailThread(found.name(), found.customer(), called, Kind.STAFFS, true));
        }
        List<MailThread> threads = new ArrayList<>();
        for (MailRecipients.Customer each : named.isCircular() ? List.of(named) : named.each()) {
            if (!each.address().isEmpty()) {
                boolean isFirst = threads.isEmpty();
                String fresh = isFirst ? mail.key() : mail.key() + "/" + each.address();
                String name =
                        store.thread(account, mail, each.address(), each.address())
                                .filter(known -> isFirst || known.customer().equals(each.address()))
                                .map(FoundThread::name)
                                .or(() -> store.threadOfPerson(account, mail, each.address()))
                                .orElse(fresh);
                threads.add(
                        new MailThread(name, each.address(), each.name(), Kind.STAFFS, isFirst));
            }
        }
        return threads;
    }

    /// Under which key the mail is kept here: unique for each thread.
    String key(ParsedMail mail) {
        return isFirst ? mail.key() : mail.key() + "/" + customer;
    }

    /// The addresses by which the customer goes on here.
    List<String> people(ParsedMail mail) {
        return kind == Kind.THEIRS
                ? Stream.of(mail.people().sender(), mail.people().replyTo())
                        .filter(each -> !each.isEmpty() && !each.equals(customer))
                        .distinct()
                        .toList()
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
