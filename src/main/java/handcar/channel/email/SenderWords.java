package handcar.channel.email;

import module java.base;

/// Tells addresses of programs, forms and departments from those of persons, by the words in them and in the names beside them.
final class SenderWords {
    /// Addresses that programs send from, for somebody in `Reply-To`.
    private static final Pattern PROGRAM =
            Pattern.compile(
                    "^(?:[^@]{1,40}[-_.])?(?:no-?_?reply|do-?_?not-?_?reply)[^@]{0,40}@"
                        + "|^(?:wordpress|www(?:-data)?|web(?:site|form|master)?|forms?|form-?submissions?|contact-?form|apache|nginx|nobody"
                        + "|root|notifications?|notify|mailer|system|server|bounces?)(?:[^@\\p{L}][^@]{0,40})?@");

    /// Words in names and addresses of programs, and of departments whose programs write first.
    private static final Pattern ROLE =
            Pattern.compile(
                    "(?:no-?)?reply|notif\\p{L}*|alerts?|services?|support|help(?:desk)?|system|admin|robot|bot|news(?:letter)?|orders?|billing"
                        + "|invoices?|mail(?:er)?|server|monitor(?:ing)?|reports?|updates?|tickets?");

    /// Words in names and addresses of services that pass on what was filled into a form.
    private static final Pattern FORM =
            Pattern.compile(
                    "web(?:site|form|seite|shop)?|site|sitio|homepage|internetseite|onlineshop|forms?|form(?:submissions?|responses?|mail(?:er)?|builder|handler|service)"
                        + "|formular\\p{L}*|formulaire|formulář\\p{L}*|(?:contact|kontakt)form(?:ular)?|submissions?|inquir(?:y|ies)|enquir(?:y|ies)|anfragen?|leads?|cgi");

    private SenderWords() {}

    static boolean isProgram(String address) {
        return PROGRAM.matcher(address).find();
    }

    static boolean isForm(Optional<String> name, String address) {
        return has(FORM, name, address);
    }

    static boolean isRole(Optional<String> name, String address) {
        return has(ROLE, name, address);
    }

    private static boolean has(Pattern words, Optional<String> name, String from) {
        String all = name.orElse("") + " " + from.replaceFirst("@.*", "");
        return Arrays.stream(all.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+", -1))
                .anyMatch(word -> words.matcher(word).matches());
    }
}
