package handcar.channel.email;

import module java.base;

import handcar.channel.email.MailRecipients.Customer;
import handcar.text.TextSanitizer;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/// Who wrote a mail, and where an answer goes. A form on a website and a mailing list put an address of ours into `From` and
/// the person into `Reply-To` or a header of their own: each of these persons is a contact of their own.
///
/// @param from the bare address in `From`, in lower case; empty when there is none
/// @param sender the person: `from`, or who is behind it; empty when nobody can be told
/// @param name the person's name
/// @param replyTo the address for an answer
/// @param customer whom a person of ours writes to
/// @param isForm whether a form on a website wrote for the person
/// @param ours the addresses and the domain by which our own are known
record MailPeople(
        String from,
        String sender,
        Optional<String> name,
        String replyTo,
        Optional<Customer> customer,
        boolean isForm,
        OurAddresses ours) {
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>@,;:\"'()]{1,64}@[^\\s<>@,;:\"'()]{1,255}");

    /// Where lists keep a sender whose `From` they rewrote.
    private static final List<String> ORIGINAL =
            List.of(
                    "X-Original-From",
                    "X-Original-Sender",
                    "X-Mailman-Original-From",
                    "X-Google-Original-From");

    /// `'Dora' via Help`, as lists write it.
    private static final Pattern VIA =
            Pattern.compile("(?iu)^['\"]?(.+?)['\"]? (?:via|über|por|par|tramite) .+$");

    /// The addresses of an account.
    ///
    /// @param known in lower case
    record OurAddresses(Set<String> known) {
        /// Domains that strangers have addresses at.
        private static final Pattern PUBLIC =
                Pattern.compile(
                        "^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|aol|icloud|me|mac|gmx|web|t-online|freenet"
                            + "|mail|yandex|ya|bk|list|inbox|rambler|qq|163|126|sina|naver|daum|hanmail|proton|protonmail|pm"
                            + "|zoho|zohomail|fastmail|tutanota|tuta|posteo|mailbox|orange|wanadoo|free|laposte|libero|virgilio"
                            + "|wp|o2|onet|interia|seznam|bluewin|googlegroups|groups)\\.");

        boolean isOurs(String address) {
            return known.contains(address);
        }

        /// Whether it is at a domain of ours, which no stranger has addresses at.
        boolean isAtOurs(String address) {
            String domain = address.substring(address.indexOf('@') + 1);
            return !domain.isEmpty()
                    && !PUBLIC.matcher(domain).find()
                    && known.stream().anyMatch(one -> one.endsWith("@" + domain));
        }
    }

    static MailPeople of(MimeMessage message, OurAddresses ours) throws MessagingException {
        String header = MimeParser.header(message, "From");
        String answers = MimeParser.header(message, "Reply-To");
        String from = // one that is broken names nobody
                Stream.concat(
                                addresses(header).stream(),
                                addresses(answers).stream()
                                        .filter(each -> !ours.isOurs(each) && !ours.isAtOurs(each)))
                        .findFirst()
                        .orElse("");
        Optional<String> other =
                addresses(answers).stream()
                        .filter(each -> !ours.isOurs(each) && !each.equals(from))
                        .findFirst();
        boolean relayed =
                ours.isAtOurs(from)
                        || ours.isOurs(from)
                        || SenderWords.isProgram(from)
                        || SenderWords.isForm(name(header, from), from);
        boolean byList = VIA.matcher(name(header, from).orElse("")).matches();
        if (relayed || byList) {
            Optional<String> behind = other.isPresent() ? other : original(message, ours);
            if (behind.isPresent()) {
                Optional<String> name = name(answers, behind.get());
                return new MailPeople(
                        from,
                        behind.get(),
                        name.or(() -> named(header, from)),
                        behind.get(),
                        Optional.empty(),
                        !byList && !isOfList(message, ours),
                        ours);
            }
        }
        Optional<Customer> customer = customer(message, from, ours);
        String person = ours.isOurs(from) || customer.isPresent() ? "" : from;
        return new MailPeople(
                from, person, name(header, from), other.orElse(from), customer, false, ours);
    }

    private static boolean isOfList(MimeMessage message, OurAddresses ours)
            throws MessagingException {
        return original(message, ours).isPresent()
                || !MimeParser.header(message, "List-Id").isEmpty();
    }

    /// From an address of ours, or from a colleague's at our domain, to people outside.
    private static Optional<Customer> customer(MimeMessage message, String from, OurAddresses ours)
            throws MessagingException {
        MailRecipients to = MailRecipients.of(message, ours);
        boolean isProgramToUs = to.isToUs() && SenderWords.isProgram(from);
        if (!ours.isOurs(from) && (isProgramToUs || !ours.isAtOurs(from))) {
            return Optional.empty();
        }
        boolean isProgram =
                SenderWords.isProgram(from)
                        || SenderWords.isForm(name(MimeParser.header(message, "From"), from), from);
        boolean answers = !isProgram && !MimeParser.header(message, "In-Reply-To").isEmpty();
        return to.customer(answers);
    }

    /// The name before "via"; that of a form is no person's.
    private static Optional<String> named(String header, String from) {
        Matcher via = VIA.matcher(name(header, from).orElse(""));
        return via.matches() ? Optional.of(via.group(1)) : Optional.empty();
    }

    private static Optional<String> original(MimeMessage message, OurAddresses ours)
            throws MessagingException {
        for (String field : ORIGINAL) {
            Optional<String> found =
                    addresses(MimeParser.header(message, field)).stream()
                            .filter(each -> !ours.isOurs(each))
                            .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Whether a program wrote to us, which may be a service for forms, and the headers name nobody for whom.
    boolean isUnnamedForm() {
        return customer.isEmpty()
                && (ours.isOurs(from) || isProgram())
                && (sender.isEmpty() || sender.equals(from));
    }

    /// Whoever filled in the form with which a program wrote to us; without an address they cannot be answered.
    MailPeople behind(String address, Optional<String> called) {
        return new MailPeople(from, address, called, address, customer, true, ours);
    }

    /// The same with a name where there is none.
    MailPeople named(Optional<String> called) {
        return new MailPeople(from, sender, name.or(() -> called), replyTo, customer, isForm, ours);
    }

    /// Whether a person of ours wrote, and to nobody but us.
    boolean isOfOurs() {
        return customer.isEmpty()
                && isOurs(from)
                && !isProgram()
                && (sender.isEmpty() || sender.equals(from));
    }

    /// The customer whose mail a person of ours sends on.
    MailPeople forwardedFor(String address, Optional<String> called) {
        return new MailPeople(from, address, called, address, customer, false, ours);
    }

    /// The address of the customer, whoever of both wrote; empty when there is none.
    String outsider() {
        return customer.map(Customer::address).orElse(sender);
    }

    /// Whether an address is one of ours.
    boolean isOurs(String address) {
        return ours.isOurs(address) || ours.isAtOurs(address);
    }

    /// Whether a form or a list of ours wrote for the person.
    boolean isBehindOurs() {
        return !sender.isEmpty() && !sender.equals(from) && isOurs(from);
    }

    /// Whether a colleague wrote from a mailbox of their own.
    boolean isColleagues() {
        return !ours.isOurs(from) && ours.isAtOurs(from) && !isOfRole();
    }

    /// Whether `From` is a program's address.
    boolean isProgram() {
        return SenderWords.isProgram(from);
    }

    /// Whether `From` is a program's address at our domain.
    boolean isProgramOfOurs() {
        return ours.isAtOurs(from) && isProgram();
    }

    /// Whether the name or the address in `From` has the word of a program or a department: `Acme Support <desk@acme.example>`.
    boolean isOfRole() {
        return SenderWords.isRole(name, from);
    }

    /// Whether a line has a word of the sender's name or address.
    boolean isNamedIn(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        String known = name.orElse("") + " " + sender.replaceFirst("@.*", "");
        return Arrays.stream(known.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+"))
                .filter(word -> word.length() >= 2)
                .anyMatch(lower::contains);
    }

    /// The bare addresses in a header, in lower case.
    static List<String> addresses(String header) {
        List<String> parsed =
                parsed(header).stream()
                        .map(each -> each.getAddress() == null ? "" : each.getAddress().strip())
                        .filter(bare -> ADDRESS.matcher(bare).matches())
                        .map(bare -> bare.toLowerCase(Locale.ROOT))
                        .toList();
        return parsed.isEmpty() ? addressesIn(MimeText.recoded(header)) : parsed;
    }

    /// The addresses somewhere in a text, in lower case.
    static List<String> addressesIn(String text) {
        return ADDRESS.matcher(text.replaceAll("\\p{Cf}", "").replaceAll("[\\[\\]]", " "))
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .toList();
    }

    /// `Ann` of `Ann <ann@customer.example>`
    static String beforeAddress(String sender) {
        return TextSanitizer.oneLine(sender.replaceFirst("[<(\\[]?\\S+@.*", "").replace("\"", ""));
    }

    /// Whether a text names the sender or us; one that names others only is not about a mail between the two.
    boolean areNamedIn(String text) {
        List<String> named = addressesIn(text);
        return named.stream().anyMatch(each -> isOurs(each) || each.equals(sender));
    }

    /// Whether a text has an address of ours.
    boolean areOursIn(String text) {
        return addressesIn(text).stream().anyMatch(this::isOurs);
    }

    /// Whether a text has addresses, and only those of others.
    boolean areOthersIn(String text) {
        return !addressesIn(text).isEmpty() && !areNamedIn(text);
    }

    static Optional<String> name(String header, String address) {
        return parsed(header).stream()
                .filter(each -> address.equalsIgnoreCase(each.getAddress()))
                .findFirst()
                .flatMap(each -> Optional.ofNullable(each.getPersonal()))
                .map(TextSanitizer::oneLine)
                .filter(text -> !text.isEmpty() && text.length() <= 200);
    }

    private static List<InternetAddress> parsed(String header) {
        try {
            return List.of(InternetAddress.parseHeader(MimeText.recoded(header), false));
        } catch (AddressException e) {
            return List.of(); // written by hand
        }
    }
}
