package handcar.auth;

import module java.base;

import handcar.text.Diacritics;

/// Refuses passwords that everybody would try: common ones, rows of the keyboard, repetitions, and those made of what is known about
/// the account (NIST SP 800-63B, section 3.1.1.2; OWASP ASVS 5.0, 6.2), also without their accents, backwards, or with every letter
/// doubled. The length is checked where the password is read.
final class PasswordPolicy {
    private static final String PRODUCT = "handcar";
    private static final String EVERYBODYS =
            "is one that everybody would try; choose several unusual words";

    /// Words that long passwords are commonly made of, beside digits.
    private static final List<String> COMMON = common();

    /// What fingers find beside each other.
    private static final List<String> ROWS =
            Stream.of(
                            "abcdefghijklmnopqrstuvwxyz",
                            "01234567890",
                            "qwertyuiop",
                            "qwertzuiop",
                            "azertyuiop",
                            "asdfghjkl",
                            "qsdfghjklm",
                            "zxcvbnm",
                            "yxcvbnm",
                            "wxcvbn",
                            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
                            "qazwsxedcrfvtgbyhnujmikolp",
                            "1q2w3e4r5t6y7u8i9o0p",
                            "q1w2e3r4t5y6u7i8o9p0",
                            "йцукенгшщзхъ",
                            "фывапролджэ",
                            "ячсмитьбю",
                            "абвгдежзийклмнопрстуфхцчшщъыьэюя")
                    .flatMap(row -> Stream.of(row, new StringBuilder(row).reverse().toString()))
                    .toList();

    private static final int SHORTEST_ROW = 3;
    private static final int FEWEST_DIFFERENT = 5;

    /// So few characters beside what everybody knows are soon guessed.
    private static final int FEW = 5;

    private PasswordPolicy() {}

    /// Why the password is not acceptable, as the end of a sentence that begins with its field; empty when it is.
    ///
    /// @param email the account's address, whose parts it must not be made of
    static Optional<String> fault(String password, String email) {
        Set<String> spellings = spellings(password);
        List<String> words = parts(email).toList();
        return spellings.stream()
                .map(spelling -> fault(letters(spelling), words))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.of(EVERYBODYS).filter(_ -> LeakedPasswords.contain(spellings)));
    }

    /// As it is written, without accents, and each of these backwards; then with one letter for two, and for many.
    private static Set<String> spellings(String password) {
        String lower = lower(password);
        return Stream.of(lower, Diacritics.without(lower))
                .flatMap(text -> Stream.of(text, new StringBuilder(text).reverse().toString()))
                .flatMap(text -> Stream.of(text, text.replaceAll("(.)\\1", "$1"), single(text)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String lower(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String single(String text) {
        return text.replaceAll("(.)\\1+", "$1");
    }

    private static Optional<String> fault(String plain, List<String> emailWords) {
        if (plain.contains(PRODUCT)) {
            return Optional.of("must not contain the product's name");
        }
        if (emailWords.stream().anyMatch(plain::contains)) {
            return Optional.of("must not be made of the e-mail address");
        }
        if (plain.codePoints().distinct().count() < FEWEST_DIFFERENT || repeats(plain)) {
            return Optional.of("must not repeat the same characters");
        }
        if (withoutRows(plain).length() < FEW) {
            return Optional.of("must not be a row of the keyboard or the alphabet");
        }
        return Optional.of(EVERYBODYS).filter(_ -> isCommon(plain));
    }

    /// The name before the @ as a whole, and the words of it and of the domain without its last label.
    private static Stream<String> parts(String email) {
        String address = lower(email);
        String local = address.replaceAll("@.*", "");
        String domain = address.replaceAll("^[^@]*@?|\\.?[^.@]*$", "");
        Stream<String> words =
                Stream.concat(
                        Stream.of(domain.split("\\.", -1)).map(PasswordPolicy::letters),
                        Stream.of(local, domain)
                                .flatMap(
                                        part -> Arrays.stream(part.split("[^\\p{L}\\p{N}]+", -1))));
        return Stream.concat(
                        Stream.of(letters(local)).filter(name -> name.length() > 2),
                        words.filter(word -> word.length() > 3))
                .flatMap(word -> Stream.of(word, Diacritics.without(word)));
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /// Whether it is one piece again and again, with up to four characters at its end.
    private static boolean repeats(String plain) {
        return plain.matches("(.{1,16}?)\\1+.{0,4}");
    }

    private static String withoutRows(String plain) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (at < plain.length()) {
            int row = rowAt(plain, at);
            if (row >= SHORTEST_ROW) {
                at += row;
            } else {
                rest.append(plain.charAt(at++));
            }
        }
        return rest.toString();
    }

    /// How many characters from here on stand beside each other in a row.
    private static int rowAt(String plain, int at) {
        int length = 0;
        while (at + length < plain.length() && isRow(plain.substring(at, at + length + 1))) {
            length++;
        }
        return length;
    }

    private static boolean isRow(String text) {
        return ROWS.stream().anyMatch(row -> row.contains(text));
    }

    private static boolean isCommon(String plain) {
        String core = plain.replaceAll("^\\p{N}+|\\p{N}+$", "");
        return Stream.of(core, lettersFor(core)).anyMatch(text -> withoutCommon(text) < FEW);
    }

    /// `p4ssw0rd` is `password`.
    private static String lettersFor(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('8', 'b')
                .replace('9', 'g');
    }

    private static int withoutCommon(String text) {
        String rest = text;
        for (String word : COMMON) {
            rest = rest.replace(word, " ");
        }
        return rest.replaceAll("[\\s\\p{N}]", "").length();
    }

    /// The longest first, so that no word is left of another.
    private static List<String> common() {
        try (InputStream file =
                Objects.requireNonNull(
                        PasswordPolicy.class.getResourceAsStream("common-passwords.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                    .filter(word -> !word.isEmpty())
                    .flatMap(word -> Stream.of(word, Diacritics.without(word)))
                    .flatMap(word -> Stream.of(word, word.length() < 6 ? word : single(word)))
                    .map(PasswordPolicy::letters)
                    .distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
