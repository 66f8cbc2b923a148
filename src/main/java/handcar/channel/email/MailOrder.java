package handcar.channel.email;

import module java.base;

import handcar.channel.email.MailReader.Read;

/// The order in which the mails of one reading are understood: what a mail answers comes before it, and else the words of our own
/// people come first. Mailboxes do not keep the order in which mails were written.
final class MailOrder {
    private final List<Read> mails;
    private final Set<Read> ordered = new LinkedHashSet<>();
    private final Set<Read> visited = new HashSet<>();

    private MailOrder(List<Read> mails) {
        this.mails = mails;
    }

    static List<Read> of(List<Read> mails) {
        MailOrder order = new MailOrder(mails);
        mails.stream().filter(each -> each.mail().isByStaff()).forEach(order::add);
        mails.forEach(order::add);
        return List.copyOf(order.ordered);
    }

    private void add(Read mail) {
        if (visited.add(mail)) {
            for (Read other : mails) {
                if (mail.mail().answered().contains(other.mail().name())) {
                    add(other);
                }
            }
            ordered.add(mail);
        }
    }
}
