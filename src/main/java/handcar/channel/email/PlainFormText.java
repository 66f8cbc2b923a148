package handcar.channel.email;

import module java.base;

import handcar.channel.FormField;
import handcar.chat.MessageFields;

/// The plain text of a mail by which a website tells what was filled into its form. Labels have a colon or are bold, each with its
/// value beside or below, also behind some words of the website's own; or they are questions with the answer below.
final class PlainFormText {
    /// `Name: Ann`, `*Name*: Ann`, `**Name:** Ann`, a tab or a bar in the place of the colon.
    private static final Pattern LABEL =
            Pattern.compile(
                    "\\s*(?:[-–•▪]\\s+)?([*_]{0,2})(\\p{L}[^:：?.!*|=\\t]{0,40}?)"
                            + "\\s*[*_]{0,2}\\s?(?:[:：](?!//)|\\t| [|=] )[*_]{0,2}\\s*(.*)");

    /// `*Name*` above its value or beside it, also a question.
    private static final Pattern BOLD =
            Pattern.compile("\\s*([*_]{1,2})(\\p{L}[^*_]{0,78}?)[:：*]?\\1(?!\\S)\\s*[:：]?\\s*(.*)");

    /// The end of what was filled in: a line across the page, or the website's words about the mail.
    private static final Pattern END =
            Pattern.compile(
                    "(?iu)\\s*(?:(?:--|_{3,}|-{3,}|={3,})\\s*|(?:this|diese|cet|este|esta|questa|deze|ten|ta|tento|tato|bu)"
                        + " (?:e-?mail|e-?posta|message|mail|nachricht|correo|mensaje|mensagem|bericht|wiadomość|zpráva|ileti|mesaj)\\b"
                        + " .*(?:form|site|página|stron|strán|\\.\\p{L}{2,}).*|sent"
                        + " (?:from|via|by|through|on)\\b.*(?:form|site|\\.\\p{L}{2,}|\\d{4}).*|if"
                        + " you think this submission.*|does this submission look.*|to edit your"
                        + " e-?mail settings.*|manage (?:your )?submissions?.*|(?:view|see) (?:all"
                        + " |this |the |your"
                        + " )?(?:submissions?|responses?|entr(?:y|ies)|results?)\\b.*|powered by"
                        + " \\S+.*|(?:you can )?reply (?:directly )?to this e-?mail.*)");

    /// What forms tell behind the message. Any other line with a colon is rather a part of it: "My order: 5".
    private static final Pattern BESIDE_MESSAGE =
            Pattern.compile(
                    "(?iuU)(?:(?:your|the|full|first|last|ihre?|twój|váš|contact)"
                        + " )?(?:name|vorname|nachname|nom|nombre|nome|imię|jméno"
                        + "|e-?mail|courriel|correo|e-?posta?|(?:tele)?phone|tel|telefono?|téléphone|mobile|handy|subject|betreff|asunto|objet|page|seite|page"
                        + " url|url|link|website|source|referrer|date|time|sent(?: on| at)?|ip|user"
                        + " agent|country|land|city|company|firma|order"
                        + " (?:number|no|id)|consent|privacy|datenschutz|einwilligung|zustimmung|gdpr|rgpd|zgoda|souhlas|kvkk|newsletter|form(?:"
                        + " id| name)?|id|via)\\b.{0,20}|.*\\b(?:message|nachricht|question|comment)s?");

    /// Characters; a form is a page or two.
    private static final int LONGEST = 300_000;

    /// Lines of the website's own above the first label.
    private static final int MOST_ABOVE = 8;

    private static final int LONGEST_QUESTION = 80;
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
    private static final Pattern QUESTION = Pattern.compile("[^@\\n]*\\p{L}[^@\\n.,!;\\p{L}]{0,3}");

    private final List<Entry> entries = new ArrayList<>();
    private int above;
    private boolean isBold;

    /// A field, whose value may go on in the next line.
    private record Entry(String label, StringBuilder value) {
        Entry(Matcher line) {
            this(line.group(2).strip(), new StringBuilder(line.group(3).strip()));
        }

        FormField field() {
            return new FormField(label, value.toString().strip());
        }
    }

    private PlainFormText() {}

    /// Its fields; empty when it is no form.
    static Optional<List<FormField>> fields(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        PlainFormText form = new PlainFormText();
        form.read(text.strip().split("\\R", -1));
        return Stream.of(form.filled(), answered(text.strip()))
                .filter(fields -> !fields.isEmpty())
                .findFirst();
    }

    private void read(String[] lines) {
        for (String line : lines) {
            if (!entries.isEmpty() && END.matcher(line).matches()) {
                return;
            }
            Optional<Matcher> label =
                    label(line).filter(_ -> !entries.isEmpty() || above <= MOST_ABOVE);
            if (label.isPresent() && begins(label.get())) {
                isBold = entries.isEmpty() ? isBold(label.get()) : isBold;
                entries.add(new Entry(label.get()));
            } else if (entries.isEmpty()) {
                above += line.isBlank() ? 0 : 1;
            } else {
                entries.getLast().value().append('\n').append(line);
            }
        }
    }

    private static Optional<Matcher> label(String line) {
        return Stream.of(LABEL, BOLD)
                .map(pattern -> pattern.matcher(line))
                .filter(Matcher::matches)
                .findFirst();
    }

    /// A form writes its labels in one way; what looks otherwise is a line of a value.
    private boolean begins(Matcher label) {
        if (entries.isEmpty()) {
            return true;
        }
        boolean isInMessage = MessageFields.isMessage(entries.getLast().label());
        return isBold
                ? isBold(label)
                : !isInMessage || BESIDE_MESSAGE.matcher(label.group(2)).matches();
    }

    private static boolean isBold(Matcher label) {
        return !label.group(1).isEmpty();
    }

    /// Behind words of the website's own there have to be a person or a message, and something beside it.
    private List<FormField> filled() {
        List<FormField> filled =
                entries.stream()
                        .map(Entry::field)
                        .filter(field -> !field.value().isEmpty())
                        .toList();
        boolean isForm = filled.size() > 1 && filled.stream().anyMatch(MailForm::tells);
        return above == 0 || isForm ? filled : List.of();
    }

    /// Questions with their answers in the lines below, of which one is for an address.
    private static List<FormField> answered(String text) {
        List<Entry> found = new ArrayList<>();
        for (String paragraph : PARAGRAPHS.split(text)) {
            String[] lines = paragraph.strip().split("\\R", 2);
            String question = lines[0].strip();
            boolean asks =
                    lines.length == 2
                            && question.length() <= LONGEST_QUESTION
                            && QUESTION.matcher(question).matches();
            if (!found.isEmpty() && END.matcher(question).matches()) {
                break;
            }
            if (asks) {
                String label = question.replaceFirst("\\s*\\*$", "");
                found.add(new Entry(label, new StringBuilder(lines[1])));
            } else if (!found.isEmpty()) {
                found.getLast().value().append("\n\n").append(paragraph.strip());
            }
        }
        List<FormField> fields = found.stream().map(Entry::field).toList();
        return fields.stream().anyMatch(MailForm::isAddress) ? fields : List.of();
    }
}
