package handcar.text;

import module java.base;

/// Recognises subjects that ask nothing: those of forms on websites, of nobody, and the politeness of people (`Hello`, `Your
/// order`). The whole subject counts, so that "Your order came without a lamp" is a customer's own.
public final class GenericSubject {
    private static final Properties WORDS =
            ResourceProperties.read(GenericSubject.class, "generic-subjects.properties");

    /// What surrounds it: replies, the name of the shop in brackets, marks, and a number.
    private static final Pattern AROUND =
            Pattern.compile(
                    "(?iuU)^(?:\\s*(?:re|aw|antw|sv|vs|fwd?|wg|tr|rv|odp)\\s*[:：])+|^\\s*\\[[^\\]]{1,60}]|^[\\s\\p{P}\\p{S}]+|[\\s\\p{P}\\p{S}]+$|\\s+(?:nr|no|n)?[.°º]?\\s*[#№]?\\p{L}{0,3}-?\\d[\\d./-]*$");

    private static final Pattern GENERIC =
            Pattern.compile(
                    WORDS.stringPropertyNames().stream()
                            .filter(name -> !name.equals("site"))
                            .map(WORDS::getProperty)
                            .map(words -> words.replace("SITE", WORDS.getProperty("site")))
                            .collect(Collectors.joining("|", "(?iuU)(?:", ")")));

    private GenericSubject() {}

    /// Whether a mail with it is not about it.
    public static boolean matches(String subject) {
        String bare = subject;
        for (String next = bared(bare); !next.equals(bare); next = bared(bare)) {
            bare = next;
        }
        return bare.isEmpty() || GENERIC.matcher(bare).matches();
    }

    private static String bared(String subject) {
        return AROUND.matcher(subject).replaceAll("").strip();
    }
}
