package handcar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordPolicyTest {
    private static final String EMAIL = "ada.lovelace@shop.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword",
                "Password1234!",
                "P4ssw0rd!2026",
                "123456789012",
                "098765432109",
                "aaaaaaaaaaaa",
                "abababababab",
                "xk7!xk7!xk7!xk7!",
                "qwertyuiop12",
                "qwertzuiop!!99",
                "poiuytrewq1234",
                "1qaz2wsx3edc",
                "1q2w3e4r5t6y",
                "abcdefghijkl",
                "handcarhandcar",
                "my-Handcar-2026",
                "iloveyou2026!",
                "Welcome12345",
                "changeme1234",
                "LetMeIn!!2026",
                "Passwort1234",
                "motdepasse123",
                "administrator1",
                "йцукенгшщзхъ",
                "lovelace-2026",
                "AdaLovelace!7",
                "ada.lovelace@shop",
                "correcthorsebatterystaple",
                "ChickenWing101",
                "contortionist",
                "emyeuanhnhieulam",
                "enterprise77",
                "contraseña12",
                "pässwörd1234",
                "lösenord1234",
                "hasło1234567",
                "şifre1234567",
                "heslo1234567",
                "HOŞGELDİNİZ1",
                "Kennwort!1234",
                "bienvenido12",
                "bienvenido2026",
                "كلمةالسر1234",
                "كلمة السر 1234",
                "пароль123456",
                "密码密码12345678",
                "비밀번호12345678",
                "पासवर्ड12345",
                "drowssap1234",
                "4321drowssap",
                "dr0wss4p!!!!",
                "ecalevol-2026",
                "racdnah-2026",
                "101gniwnekcihc",
                "aabbccddeeff",
                "aaabbbcccddd",
                "ppaasssswwoorrdd",
                "pppaaassssssword",
                "lloovveellaaccee",
                "qqwweerrttyy12",
                "1qaz2wsx3ëdç",
            })
    void whatEverybodyWouldTryIsRefusedWithAReason(String password) {
        String reason = PasswordPolicy.fault(password, EMAIL).orElse("");
        assertTrue(reason.startsWith("must ") || reason.startsWith("is "), password + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plum-harvest-lantern-42",
                "correct horse battery",
                "x7Kp-qq2L-0dRv",
                "Seven green herons sleep",
                "Зелёный чайник поёт",
                "七つの緑の鷺は眠る夜",
                "gulf 18 tenor biscuit",
                "Zwölf Äpfel größer",
                "żółw gęś chrząszcz",
                "yedi yeşil balıkçıl",
                "сім зелених чапель",
                "سبعة بلشون أخضر",
                "little green bassoon",
            })
    void severalUnusualWordsAreTaken(String password) {
        assertEquals(Optional.empty(), PasswordPolicy.fault(password, EMAIL));
    }

    @ParameterizedTest
    @CsvSource({
        "joe@acmetools.example, acmetools2024",
        "joe@acmetools.example, Acme-Tools/2024",
        "joe@acme-tools.example, acmetools2024",
        "joe@acme-tools.example, green-tools-heron",
        "joe@desk.acmetools.co.uk, 77acmetools77xk",
        "joe@desk.acmetools.co.uk, my brown Desk 81",
    })
    void thePartsOfTheDomainAreNoPassword(String email, String password) {
        assertEquals(
                Optional.of("must not be made of the e-mail address"),
                PasswordPolicy.fault(password, email));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jörgmüller-7781", "jorgmuller-7781", "rellümgröj7781", "rellumgroj7781"})
    void anAddressIsKnownWithAndWithoutItsAccents(String password) {
        assertEquals(
                Optional.of("must not be made of the e-mail address"),
                PasswordPolicy.fault(password, "jörg.müller@shop.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"joe@tin.garden", "joe@garden", "joe"})
    void shortLabelsAndTheLastOneAreNoParts(String email) {
        assertEquals(Optional.empty(), PasswordPolicy.fault("tin garden lantern 42", email));
    }

    @Test
    void tenThousandLeakedPasswordsAreKnown() throws IOException {
        try (InputStream file = PasswordPolicy.class.getResourceAsStream("leaked-passwords.bin")) {
            byte[] all = file.readAllBytes();
            assertEquals(10_000 * 6, all.length);
            for (int at = 6; at < all.length; at += 6) {
                assertTrue(Arrays.compareUnsigned(all, at - 6, at, all, at, at + 6) < 0);
            }
        }
    }
}
