package handcar.channel.email;

/// What mail programs write in a language, and what a customer writes in it.
enum MailLanguage {
    ENGLISH(
            "On Mon, Nov 3, 2025 at 10:00 AM Shop <help@shop.example> wrote:",
            "On 3 Nov 2025, at 10:00, Shop <help@shop.example> wrote:",
            "On 11/3/25 10:00, Shop wrote:",
            "From:|Sent:|To:|Subject:|Original Message",
            "Monday, November 3, 2025 10:00 AM",
            "Sent from my iPhone",
            "The red one, please.|On 12 March 2025 your technician wrote:|From: Berlin To: Oslo"
                    + " Date: 12 May|Thanks"),
    GERMAN(
            "Am Mo., 3. Nov. 2025 um 10:00 Uhr schrieb Shop <help@shop.example>:",
            "Am 03.11.2025 um 10:00 schrieb Shop <help@shop.example>:",
            "Am 03.11.25 um 10:00 schrieb Shop:",
            "Von:|Gesendet:|An:|Betreff:|Ursprüngliche Nachricht",
            "Montag, 3. November 2025 10:00",
            "Von meinem iPhone gesendet",
            "Das rote bitte.|Am 12. März 2025 schrieb Ihr Techniker:|Von: Berlin|Danke"),
    FRENCH(
            "Le lun. 3 nov. 2025 à 10:00, Shop <help@shop.example> a écrit :",
            "Le 3 nov. 2025 à 10:00, Shop <help@shop.example> a écrit :",
            "Le 03/11/2025 à 10:00, Shop a écrit :",
            "De :|Envoyé :|À :|Objet :|Message d'origine",
            "lundi 3 novembre 2025 10:00",
            "Envoyé de mon iPhone",
            "Le rouge, s'il vous plaît.|Le 12 mars 2025 votre technicien a écrit :|De :"
                    + " Paris|Merci"),
    SPANISH(
            "El lun, 3 nov 2025 a las 10:00, Shop (<help@shop.example>) escribió:",
            "El 3 nov 2025, a las 10:00, Shop <help@shop.example> escribió:",
            "El 3/11/25 a las 10:00, Shop escribió:",
            "De:|Enviado:|Para:|Asunto:|Mensaje original",
            "lunes, 3 de noviembre de 2025 10:00",
            "Enviado desde mi iPhone",
            "El rojo, por favor.|El 12 de marzo de 2025 su técnico escribió:|De: Madrid|Gracias"),
    DANISH(
            "Den man. 3. nov. 2025 kl. 10.00 skrev Shop <help@shop.example>:",
            "Den 3. nov. 2025 kl. 10.00 skrev Shop <help@shop.example>:",
            "Den 03.11.2025 kl. 10.00 skrev Shop:",
            "Fra:|Sendt:|Til:|Emne:|Oprindelig meddelelse",
            "3. november 2025 10:00",
            "Sendt fra min iPhone",
            "Den røde, tak.|Den 12. marts 2025 skrev jeres tekniker:|Fra: Odense|Hilsen"),
    SWEDISH(
            "Den mån 3 nov. 2025 kl 10:00 skrev Shop <help@shop.example>:",
            "3 nov. 2025 kl. 10:00 skrev Shop <help@shop.example>:",
            "Den 2025-11-03 kl. 10:00, skrev Shop:",
            "Från:|Skickat:|Till:|Ämne:|Ursprungligt meddelande",
            "den 3 november 2025 10:00",
            "Skickat från min iPhone",
            "Den röda, tack.|Den 12 mars 2025 skrev er tekniker:|Från: Lund|Hälsningar"),
    RUSSIAN(
            "пн, 3 нояб. 2025 г. в 10:00, Shop <help@shop.example>:",
            "3 нояб. 2025 г., в 10:00, Shop <help@shop.example> написал(а):",
            "03.11.2025 10:00, Shop пишет:",
            "От:|Отправлено:|Кому:|Тема:|Исходное сообщение",
            "3 ноября 2025 г. 10:00",
            "Отправлено с iPhone",
            "Красный, пожалуйста.|12 марта 2025 ваш мастер написал:|От: Москва|Спасибо"),
    JAPANESE(
            "2025年11月3日(月) 10:00 Shop <help@shop.example>:",
            "2025/11/03 10:00、Shop <help@shop.example>のメール:",
            "On 2025/11/03 10:00, Shop wrote:",
            "差出人:|送信日時:|宛先:|件名:|元のメッセージ",
            "2025年11月3日 10:00",
            "iPhoneから送信",
            "赤いのをお願いします。|3月12日に技術者が書きました：|差出人: 東京|よろしく"),
    CHINESE(
            "Shop <help@shop.example> 于2025年11月3日周一 10:00写道：",
            "在 2025年11月3日，10:00，Shop <help@shop.example> 写道：",
            "在 2025/11/3 10:00, Shop 写道:",
            "发件人:|发送时间:|收件人:|主题:|原始邮件",
            "2025年11月3日 10:00",
            "发自我的 iPhone",
            "请给我红色的。|3月12日你们的师傅写道：|发件人: 上海|谢谢"),
    ARABIC(
            "في الاثنين، 3 نوفمبر 2025 في 10:00 ص تمت كتابة ما يلي بواسطة Shop"
                    + " <help@shop.example>:",
            "في ٣ نوفمبر ٢٠٢٥، الساعة ١٠:٠٠، كتب Shop <help@shop.example>:",
            "On 03.11.2025 10:00, Shop wrote:",
            "من:|تم الإرسال:|إلى:|الموضوع:|الرسالة الأصلية",
            "3 نوفمبر 2025 10:00",
            "أُرسلت من iPhone",
            "الأحمر من فضلك.|في 12 مارس 2025 كتب الفني:|من: القاهرة|شكرا");

    final String gmail;
    final String apple;
    final String thunderbird;
    final String from;
    final String sent;
    final String to;
    final String subject;
    final String original;
    final String date;
    final String phone;
    final String fresh;

    /// @param labels the words of the head of a copied mail, and those above it
    MailLanguage(
            String gmail,
            String apple,
            String thunderbird,
            String labels,
            String date,
            String phone,
            String fresh) {
        String[] label = labels.split("\\|");
        this.gmail = gmail;
        this.apple = apple;
        this.thunderbird = thunderbird;
        this.from = label[0];
        this.sent = label[1];
        this.to = label[2];
        this.subject = label[3];
        this.original = label[4];
        this.date = date;
        this.phone = phone;
        this.fresh = fresh.replace('|', '\n');
    }
}
