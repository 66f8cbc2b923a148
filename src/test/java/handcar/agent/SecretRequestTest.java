package handcar.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no agent may ask for, and what it may.
class SecretRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could you send me your card number and the code on the back?",
                "Could you tell me your card number, its expiry date and the security code?",
                "What is your bank password?",
                "To confirm, please tell me your date of birth and card number?",
                "May I have the last four digits of your card?",
                "Your PIN, please?",
                "Können Sie mir Ihre Kreditkartennummer und die Prüfnummer nennen?",
                "Wie lautet Ihr Passwort?",
                "Pouvez-vous me donner votre numéro de carte et le cryptogramme ?",
                "Quel est votre mot de passe ?",
                "¿Me puede decir el número de su tarjeta y el código de seguridad?",
                "¿Cuál es su contraseña?",
                "Può inviarmi il numero della carta?",
                "Pode informar a sua senha?",
                "Kunt u mij uw wachtwoord geven?",
                "Jakie jest hasło?",
                "Назовите, пожалуйста, номер вашей карты и код подтверждения?",
                "Какой у вас пароль?",
                "ما هي كلمة المرور؟",
                "パスワードを教えていただけますか？",
                "您的银行卡号和验证码是多少？",
                "비밀번호를 알려 주시겠어요?"
            })
    void askingForPaymentDataPasswordsOrIdentityIsRecognised(String question) {
        assertTrue(SecretRequest.isQuestion(question));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could you send me your order number?",
                "What is your e-mail address?",
                "Which telephone number can we call you on?",
                "Could you tell me the number of your booking?",
                "Would you like to pay by card?",
                "Have you forgotten your password?",
                "Do you have the code of your booking?",
                "Which colour would you like, black or tan?",
                "Nennen Sie mir bitte Ihre Bestellnummer?",
                "Quel est votre numéro de commande ?",
                "¿Cuál es su número de pedido?",
                "Какой у вас номер заказа?",
                "The password is on the back of the router."
            })
    void askingForAnOrderOrAnAddressIsAllowed(String question) {
        assertFalse(SecretRequest.isQuestion(question));
    }
}
