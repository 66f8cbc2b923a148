package handcar.channel.email;

import module java.base;

import handcar.channel.FormAnswers;
import handcar.channel.FormField;
import handcar.chat.MessageFields;
import handcar.text.Diacritics;
import handcar.text.Interrogative;

/// What a form on a website brings in a mail: its fields, and who filled it in.
record MailForm(List<FormField> fields) {
    static final MailForm NONE = new MailForm(List.of());

    private static final String YOUR =
            "(?:your|ihre?|deine?|votre|su|tu|tua|il"
                + " tuo|seu|uw|je|din|ditt|twoje|twój|vaše|váš|tvoje|ваше|ваш|what['’]s your|what"
                + " is your|contact|customer|full|vollständiger)\\s+";

    private static final Label NAME =
            new Label(
                    "(?:"
                            + YOUR
                            + ")?(?:name|nom|nombre|nome|naam|navn|namn|nimi|imię|jméno|meno|numele|nume|ad|adınız|isim|isminiz|név|имя|ім'я|الاسم|(?:first|full)"
                            + " (?:and last )?name|name und vorname|vor- und nachname|nom"
                            + " complet|nombre completo|nombre y apellidos?|nome e cognome|nom et"
                            + " prénom|imię i nazwisko|jméno a příjmení|ad[ıi]?n?[ıi]?z?(?: ve)?"
                            + " soyad[ıi]?n?[ıi]?z?|姓名|お名前|이름)\\??");

    private static final Label FIRST_NAME =
            new Label(
                    "(?:"
                            + YOUR
                            + ")?(?:first name|given"
                            + " name|forename|vorname|prénom|nombre|nome|voornaam|fornavn|förnamn|etunimi|imię|jméno|ad|prenume"
                            + "|keresztnév|имя)");

    private static final Label LAST_NAME =
            new Label(
                    "(?:"
                            + YOUR
                            + ")?(?:last name|surname|family name|nachname|familienname|nom(?: de"
                            + " famille)?|apellidos?|cognome|sobrenome|achternaam|efternavn|etternavn|efternamn|sukunimi|nazwisko|příjmení|soyad[ıi]?|nume(?:"
                            + " de familie)?|vezetéknév|фамилия)");

    private static final Label MAIL =
            new Label(
                    ".*(?:e-?mail|\\bmail\\b|courriel|correo|e-?post|eposta|почта|пошта|بريد|邮箱|郵箱|メール|이메일).*");

    /// `From: Ann <ann@customer.example>`
    private static final Label WRITER =
            new Label(
                    "from|sender|von|absender|de|da|van|fra|från|od|nadawca|odesílatel|kimden|gönderen|от|отправитель");

    /// An address that is somebody else's: of a friend whom the visitor tells of something.
    private static final Label OTHERS =
            new Label(
                    ".*(?:friend|recipient|receiver|colleague|freund|empfänger|ami[es]?\\b|destinataire|amigo|destinatario|amic[oi]|vriend|ontvanger|ven(?:ns|s)\\b|vän"
                        + "|modtager|mottaker|znajom|odbiorc|adresat|příjemce|přítel|kamarád|arkadaş|alıcı|друг|получател).*");

    /// The label of a field in the languages of websites, with its accents or without.
    private record Label(Pattern words, Pattern plain) {
        Label(String words) {
            this(
                    Pattern.compile("(?iuU)" + words),
                    Pattern.compile("(?iuU)" + Diacritics.without(words)));
        }

        boolean is(FormField field) {
            String label = field.label().strip();
            return words.matcher(label).matches()
                    || plain.matcher(Diacritics.without(label)).matches();
        }
    }

    /// The fields of a text: those that are marked, or lines with labels.
    static MailForm of(String text) {
        return FormAnswers.marked(text)
                .map(FormAnswers::fields)
                .or(() -> PlainFormText.fields(text))
                .map(MailForm::new)
                .orElse(NONE);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /// Whether a field is for an address and has one.
    static boolean isAddress(FormField field) {
        return (MAIL.is(field) || WRITER.is(field))
                && MailPeople.addressesIn(field.value()).size() == 1;
    }

    /// Whether a field tells who wrote, or what.
    static boolean tells(FormField field) {
        return isAddress(field) || MessageFields.isMessage(field.label());
    }

    /// Who filled it in, by the fields alone: where there are an address and a message, and the address is a stranger's.
    MailPeople writer(MailPeople people) {
        boolean asks =
                fields.stream()
                        .anyMatch(
                                field ->
                                        MessageFields.isMessage(field.label())
                                                || Interrogative.surelyAsks(field.value()));
        // who left no address is shown to staff all the same
        return people.isUnnamedForm() && asks
                ? people.behind(address(people).orElse(""), name())
                : people.named(name());
    }

    /// The first one that is not somebody else's.
    private Optional<String> address(MailPeople people) {
        return fields.stream()
                .filter(MailForm::isAddress)
                .filter(field -> !OTHERS.is(field))
                .flatMap(field -> MailPeople.addressesIn(field.value()).stream())
                .filter(address -> !people.isOurs(address))
                .findFirst();
    }

    private Optional<String> name() {
        return value(NAME)
                .or(
                        () ->
                                value(FIRST_NAME)
                                        .map(
                                                first ->
                                                        value(LAST_NAME)
                                                                .map(last -> first + " " + last)
                                                                .orElse(first)))
                .or(() -> value(WRITER).map(MailPeople::beforeAddress))
                .filter(name -> !name.isBlank() && name.length() <= 200 && !name.contains("\n"));
    }

    private Optional<String> value(Label label) {
        return fields.stream().filter(label::is).map(FormField::value).findFirst();
    }
}
