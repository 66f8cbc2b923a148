package handcar.channel.email;

import module java.base;

import handcar.channel.email.MailPeople.OurAddresses;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/// To whom a mail is written.
///
/// @param outside who is none of ours, in `To` and `Bcc`; in `Cc` when nobody else is
/// @param everybody each of them, also who only gets a copy
/// @param isToUs whether one of our addresses is in `To`
/// @param copiesUs whether one of our addresses is in `To` or `Cc`
/// @param isHidden whether `To` names nobody, or only who wrote it: `undisclosed-recipients:;`
/// @param isToOthers whether `To` names others alone, and we only got a copy
record MailRecipients(
        List<Recipient> outside,
        List<String> everybody,
        boolean isToUs,
        boolean copiesUs,
        boolean isHidden,
        boolean isToOthers) {
    /// Recipients of a mail that may be a conversation with each of them; one to more is a circular.
    static final int MOST = 5;

    /// @param address in lower case
    record Recipient(String address, Optional<String> name) {}

    /// Whom somebody of ours writes to.
    ///
    /// @param address of the first of them; empty when the mail names nobody and only says what it answers
    /// @param copiesUs whether the mail was sent to us, too
    /// @param others who else is written to
    record Customer(
            String address, Optional<String> name, boolean copiesUs, List<Recipient> others) {
        boolean isCircular() {
            return others.size() >= MOST;
        }

        /// Each of them, as the one who is written to.
        List<Customer> each() {
            return Stream.concat(
                            Stream.of(this),
                            others.stream()
                                    .map(
                                            one ->
                                                    new Customer(
                                                            one.address(),
                                                            one.name(),
                                                            copiesUs,
                                                            List.of())))
                    .toList();
        }
    }

    static MailRecipients of(MimeMessage message, OurAddresses ours) throws MessagingException {
        String to = MimeParser.header(message, "To");
        String copies = MimeParser.header(message, "Cc");
        String from = MimeParser.header(message, "From");
        List<String> first = MailPeople.addresses(to);
        List<String> second = MailPeople.addresses(copies);
        List<Recipient> outside =
                Stream.concat(outside(to, ours), outside(MimeParser.header(message, "Bcc"), ours))
                        .distinct()
                        .toList();
        boolean isToUs = first.stream().anyMatch(ours::isOurs);
        boolean isCopied = second.stream().anyMatch(ours::isOurs);
        boolean isToOthers =
                first.stream().noneMatch(each -> ours.isOurs(each) || ours.isAtOurs(each))
                        && first.stream()
                                .anyMatch(each -> !from.toLowerCase(Locale.ROOT).contains(each));
        return new MailRecipients(
                outside.isEmpty() ? outside(copies, ours).toList() : outside,
                Stream.concat(outside.stream(), outside(copies, ours))
                        .map(Recipient::address)
                        .distinct()
                        .toList(),
                isToUs,
                isToUs || isCopied,
                MailPeople.addresses(from).containsAll(first),
                isCopied && isToOthers);
    }

    private static Stream<Recipient> outside(String header, OurAddresses ours) {
        return MailPeople.addresses(header).stream()
                .filter(each -> !ours.isOurs(each) && !ours.isAtOurs(each))
                .distinct()
                .map(each -> new Recipient(each, MailPeople.name(header, each)));
    }

    /// The customer in a mail of ours.
    ///
    /// @param answers whether the mail tells which one it answers
    Optional<Customer> customer(boolean answers) {
        if (outside.isEmpty()) {
            return isHidden && answers
                    ? Optional.of(new Customer("", Optional.empty(), copiesUs, List.of()))
                    : Optional.empty();
        }
        Recipient first = outside.getFirst();
        List<Recipient> others = outside.subList(1, outside.size());
        return Optional.of(new Customer(first.address(), first.name(), copiesUs, others));
    }

    boolean names(String address) {
        return outside.stream().anyMatch(each -> each.address().equals(address));
    }
}
