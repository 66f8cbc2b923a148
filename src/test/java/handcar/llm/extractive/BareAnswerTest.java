package handcar.llm.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.text.ReplyLanguage;

import org.junit.jupiter.api.Test;

/// What customers answer to the offer of a person in a few words, with or without commas, in the languages they have.
class BareAnswerTest {
    /// Language, then messages that say yes, no and thanks.
    private static final String TABLE =
            """
            en | yes thanks; ok thanks; sounds good; pls do; yess pls!!; sure thing mate; oh yes thank you so much; thanks 👍; why not; alright then | no thanks; nope thanks; no, thank you very much; nah not now thanks 🙏; please don't; not really | thanks; thank you so much; cheers mate; thanks 🙏
            de | na klar; passt; jaa; ja danke; Ja bitte vielen Dank; jaja gerne; ok super danke; auf jeden fall; klar doch; ja waere nett; jawohl bitte schoen; ja, das wäre nett | nein danke; nee danke; nö danke dir; nein bitte nicht; danke nein | danke; vielen lieben dank; dankeschoen
            fr | ok merci; oui merci; d'accord merci beaucoup; oui svp; oui stp; bien sur; avec plaisir; pourquoi pas; ouiii | non merci; nan merci; non pas maintenant merci; sans façon merci | merci; merci bcp; merci infiniment
            es | sí, avise; Sí, avísele; si gracias; sí gracias; si muchas gracias; de acuerdo; dale gracias; ok porfa; claro que si; siii; vale gracias; órale | no gracias; no muchas gracias; ahora no gracias; mejor no | gracias; muchas gracias; mil gracias
            pt | sim obrigado; sim obrigada; sim por favor; pode ser; pode sim; ta bom obrigado; claro; sim muito obrigado; quero sim | nao obrigado; não obrigada; nao precisa obrigado; agora não | obrigado; muito obrigada; valeu
            it | si grazie; sì grazie mille; va bene grazie; volentieri; certo grazie; sì sì; perché no; magari grazie | no grazie; no grazie mille; non ora grazie; no no grazie | grazie; grazie mille; molte grazie
            ca | si gràcies; sí moltes gràcies; d'acord gracies; clar que sí | no gràcies; no cal gràcies; ara no | gràcies; moltes gracies
            ro | da multumesc; da, mulțumesc mult; sigur multumesc; bineinteles; te rog | nu multumesc; nu mersi; nu acum mulțumesc | multumesc; mulțumesc mult
            nl | ja bedankt; ja hoor; doe maar; jaa graag; prima dank je; is goed; ja dankjewel; ok bedankt; jazeker | nee bedankt; nee hoor dank je; niet nodig bedankt; laat maar | bedankt; dank u wel; dankjewel hoor
            da | det må du gerne; ja mange tak; ja tak; javist; det er fint tak; gerne tak; jo tak; ok tak | nej tak; nej mange tak; ellers tak; nej ellers tak | tak; mange tak; tusind tak
            no | ja takk; ja tusen takk; javisst; gjerne takk; greit takk; jada | nei takk; nei tusen takk; ellers takk; ikke nå takk | takk; tusen takk; mange takk
            sv | javisst; ja tack; jaa tack; ja tack så mycket; gärna tack; visst; japp; ok tack; absolut | nej tack; nej tack så mycket; nä tack; behövs inte tack | tack; tack så mycket; tusen tack
            fi | kyllä kiitos; joo kiitos; kyllä paljon kiitoksia; toki kiitos; jep; mielellään; sopii kiitos | ei kiitos; en kiitos; ei nyt kiitos; ei tarvitse kiitos | kiitos paljon; kiitti; paljon kiitoksia
            hu | igen köszönöm; igen koszonom szepen; ok köszi; jó köszönöm; persze köszönöm; rendben köszi | nem köszönöm; nem koszi; most nem köszönöm; köszönöm nem | köszönöm; nagyon szépen köszönöm; köszi
            tr | evet çağır; evet teşekkürler; evet tesekkur ederim; tamam teşekkürler; olur sağol; tabii ki; evet lütfen | hayır teşekkürler; hayir tesekkurler; yok sağol; gerek yok teşekkürler | teşekkürler; çok teşekkür ederim; sağolun
            id | ya terima kasih; iya makasih; boleh kak; ok terima kasih; baik terima kasih; ya boleh | tidak terima kasih; nggak makasih; gak usah makasih; tidak usah | terima kasih; makasih ya; terima kasih banyak
            lt | taip ačiū; taip aciu; gerai ačiū; taip labai ačiū | ne ačiū; nereikia ačiū; ne dabar | ačiū; labai aciu
            eu | bai eskerrik asko; ados eskerrik asko | ez eskerrik asko; orain ez | eskerrik asko; mila esker
            ga | sea go raibh maith agat | níl go raibh maith agat | go raibh maith agat
            sr | da hvala; može hvala; da hvala lepo; naravno hvala; да хвала; може | ne hvala; ne treba hvala; не хвала | hvala; hvala lepo; хвала
            ru | да спасибо; да большое спасибо; ок спасибо; хорошо спасибо; давайте; угу спс; конечно спасибо; дааа | нет спасибо; спасибо не надо; не надо спасибо; неа спасибо | спасибо; большое спасибо; спс
            el | ναι ευχαριστώ; ναι ευχαριστω πολυ; εντάξει ευχαριστώ; ναι παρακαλω; βεβαίως | όχι ευχαριστώ; οχι ευχαριστω; δεν χρειάζεται ευχαριστώ | ευχαριστώ; ευχαριστω πολυ
            hy | այո շնորհակալություն; լավ շնորհակալ եմ | ոչ շնորհակալություն; պետք չէ | շնորհակալություն; մերսի
            ar | نعم شكرا; اه; نعم شكراً جزيلا; ايوه شكرا; تمام شكرا; أكيد شكرا لك; نعم لو سمحت شكرا; إي | لا شكرا; لا شكراً لك; لا داعي شكرا; شكرا لا | شكرا; شكرا جزيلا; الف شكر
            yi | יא א דאנק; יא ביטע | ניין א דאנק | א דאנק; א שיינעם דאנק
            hi | हाँ धन्यवाद; haan; हाँ जी धन्यवाद; ठीक है धन्यवाद; जी शुक्रिया; haan ji shukriya; thik hai | नहीं धन्यवाद; जी नहीं धन्यवाद; nahi chahiye; अभी नहीं | धन्यवाद; बहुत बहुत धन्यवाद; धन्यवाद जी
            ne | हजुर धन्यवाद; हुन्छ धन्यवाद | पर्दैन धन्यवाद; होइन धन्यवाद | धन्यवाद; धेरै धन्यवाद
            ta | ஆம் நன்றி; சரி நன்றி | வேண்டாம் நன்றி; இல்லை நன்றி | நன்றி; மிக்க நன்றி
            pl | tak dziękuję; tak dziekuje; tak, dziękuję bardzo; no tak; no jasne; dobra dzięki; jasne dzięki; poproszę | nie dziękuję; nie dzieki; nie trzeba dziękuję; dzięki nie | dziękuję; dzięki wielkie; bardzo dziękuję
            cs | ano děkuji; ano dekuji; jo díky; jasně díky; ok děkuji moc; ano prosím děkuji; no jo | ne děkuji; ne diky; není třeba děkuji; teď ne | děkuji; díky moc; mockrát děkuji
            sk | áno ďakujem; ano dakujem; dobre ďakujem pekne; jasné vďaka | nie ďakujem; nie dakujem; netreba ďakujem | ďakujem; ďakujem pekne
            sl | da hvala; ja hvala lepa; seveda hvala; lahko | ne hvala; ni treba hvala; zdaj ne | hvala; najlepša hvala
            et | jah aitäh; jaa aitah; muidugi tänan; sobib | ei aitäh; ei tänan; pole vaja aitäh | aitäh; suur aitäh
            lv | jā paldies; ja paldies; labi paldies; protams | nē paldies; ne paldies; nevajag paldies | paldies; liels paldies
            uk | так дякую; так, дуже дякую; добре дякую; ок дякую; звісно; авжеж | ні дякую; не треба дякую; дякую не треба | дякую; щиро дякую; дуже дякую
            bg | да благодаря; да мерси; добре благодаря; може; разбира се | не благодаря; не мерси; няма нужда благодаря | благодаря; много благодаря; мерси
            zh | 好的谢谢; 嗯; 嗯嗯; 好，谢谢; 可以 谢谢; 是的，麻烦您了; 好啊好啊; 行吧谢谢; 對，謝謝; ok谢谢 | 不用谢谢; 不用了，谢谢; 谢谢 不用了; 不了谢谢; 不需要，谢谢您 | 谢谢; 非常感谢; 谢谢您
            ja | よろしくお願いします; はいお願いします; はい、ありがとうございます; ぜひお願いします; はーい; うん ありがとう; そうしてください; 了解です | いいえ結構です; 大丈夫です; いいえ、ありがとうございます; いらないです | ありがとう; どうもありがとうございます; ありがとうございます！
            ko | 네네; 네 감사합니다; 네 부탁드려요; 네감사합니다; 넵 부탁드립니다; ㅇㅇ; 좋아요 감사합니다; 응 고마워 ㅎㅎ; 그렇게 해주세요 | 아니요 괜찮아요; 아뇨 감사합니다; 괜찮습니다; ㄴㄴ; 아니요 감사합니다 | 감사합니다; 정말 감사합니다; 고마워요 ㅎㅎ
            he | כן תודה; כן תודה רבה; בסדר תודה; ברור; אשמח תודה; סבבה | לא תודה; לא צריך תודה; תודה לא | תודה; תודה רבה
            fa | بله ممنون; آره مرسی; باشه ممنون; بله لطفا; بله خیلی ممنون; حتما مرسی; اره | نه ممنون; نه مرسی; لازم نیست ممنون; نه خیلی ممنون | ممنون; خیلی ممنون; مرسی
            th | ใช่ ขอบคุณ; ใช่ขอบคุณครับ; ได้ครับ ขอบคุณ; โอเค ขอบคุณค่ะ; ตกลงค่ะ; เอาครับ | ไม่ ขอบคุณ; ไม่เป็นไร ขอบคุณ; ไม่ต้องครับ; ไม่ครับขอบคุณ | ขอบคุณ; ขอบคุณครับ; ขอบใจนะคะ
            vi | vâng cảm ơn; vang cam on; có cảm ơn; ok cảm ơn bạn; dạ vâng ạ; được ạ cảm ơn; ừ cảm ơn nhé | không cảm ơn; khong cam on; dạ không cảm ơn; thôi cảm ơn; không cần đâu ạ | cảm ơn; cảm ơn nhiều ạ; cảm ơn bạn nhé
            """;

    /// Of the table's cells.
    private static final List<BareAnswer> ORDER =
            List.of(BareAnswer.YES, BareAnswer.NO, BareAnswer.COURTESY);

    @Test
    void aYesANoAndThanksAreTold() {
        List<String> wrong = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            for (int each = 0; each < ORDER.size(); each++) {
                Optional<BareAnswer> right = Optional.of(ORDER.get(each));
                for (String message : cells[each + 1].split(";", -1)) {
                    for (String shape :
                            List.of(message.strip(), message.strip() + " 😊", message + "!!")) {
                        Optional<BareAnswer> read = BareAnswer.of(shape, cells[0].strip());
                        if (!read.equals(right)) {
                            wrong.add(cells[0] + shape + " " + right + " " + read);
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theReplyFollows() {
        List<String> wrong = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            String language = cells[0].strip();
            for (int each = 0; each < 3; each++) {
                for (String message : cells[each + 1].split(";", -1)) {
                    Optional<ExtractiveReply> reply =
                            SmallTalkPhrases.reply(message.strip(), language, true);
                    boolean person =
                            reply.filter(ExtractiveReply.WantsPerson.class::isInstance).isPresent();
                    boolean taken =
                            OfferReply.of(message.strip(), language)
                                    .filter(OfferReply::accepted)
                                    .isPresent();
                    if (reply.isEmpty() || person != (each == 0) || taken != (each == 0)) {
                        wrong.add(language + " " + message + " " + reply);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void withoutAnOfferNothingIsAccepted() {
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            for (String message : cells[1].split(";", -1)) {
                assertFalse(
                        SmallTalkPhrases.reply(message.strip(), cells[0].strip(), false)
                                .filter(ExtractiveReply.WantsPerson.class::isInstance)
                                .isPresent(),
                        message);
            }
        }
    }

    @Test
    void whatSaysMoreIsNoBareAnswer() {
        Map<String, List<String>> more =
                Map.of(
                        "en",
                        List.of(
                                "yes but how long is the warranty",
                                "ok what is the price",
                                "yes my order is 1234",
                                "no idea what you mean",
                                "thanks, one more question",
                                "is that ok?",
                                "ok?"),
                        "de",
                        List.of("ja aber wie lange", "nein ich meine die Lampe", "passt die Lampe"),
                        "es",
                        List.of("si gracias pero cuanto cuesta", "si se rompe"),
                        "zh",
                        List.of("好的，保修多久", "可以退货吗"),
                        "ja",
                        List.of("はい、保証は何年ですか", "大丈夫ですか？"),
                        "ko",
                        List.of("네 보증은 얼마나 되나요", "괜찮아요?"),
                        "th",
                        List.of("ใช่ รับประกันกี่ปี"),
                        "ar",
                        List.of("نعم كم مدة الضمان", "لا اعرف رقم الطلب"));
        more.forEach(
                (language, messages) ->
                        messages.forEach(
                                message ->
                                        assertEquals(
                                                Optional.empty(),
                                                BareAnswer.of(message, language),
                                                message)));
        assertEquals(
                Optional.of(new OfferReply(true, "¿cuánto dura la garantía?")),
                OfferReply.of("si gracias, ¿cuánto dura la garantía?", "es"));
        assertEquals(
                Optional.of(new OfferReply(true, "hoe lang is de garantie?")),
                OfferReply.of("ja bedankt, hoe lang is de garantie?", "nl"));
        assertEquals(
                Optional.of(new OfferReply(false, "πόσο διαρκεί η εγγύηση;")),
                OfferReply.of("όχι ευχαριστώ, αλλά πόσο διαρκεί η εγγύηση;", "el"));
    }

    @Test
    void aYesOfAnotherLanguageIsHeard() {
        for (String yes :
                List.of("да спасибо", "si grazie", "네네", "ja danke", "oui merci", "hai")) {
            assertInstanceOf(
                    ExtractiveReply.WantsPerson.class,
                    SmallTalkPhrases.reply(yes, "en", true).orElseThrow(),
                    yes);
        }
        assertInstanceOf(
                ExtractiveReply.SmallTalk.class,
                SmallTalkPhrases.reply("tak", "da", true).orElseThrow());
    }

    @Test
    void aShortAnswerKeepsTheLanguageOfTheQuestion() {
        Map<String, String> questions =
                Map.ofEntries(
                        Map.entry("en", "Do you sell kayaks?"),
                        Map.entry("de", "Verkaufen Sie Kajaks?"),
                        Map.entry("fr", "Vendez-vous des kayaks ?"),
                        Map.entry("es", "¿Venden kayaks?"),
                        Map.entry("pt", "Vocês vendem caiaques?"),
                        Map.entry("it", "Vendete kayak?"),
                        Map.entry("ro", "Vindeți caiace?"),
                        Map.entry("nl", "Verkopen jullie kajaks?"),
                        Map.entry("da", "Sælger I kajakker?"),
                        Map.entry("sv", "Säljer ni kajaker?"),
                        Map.entry("fi", "Myyttekö kajakkeja?"),
                        Map.entry("tr", "Kayak satıyor musunuz?"),
                        Map.entry("pl", "Czy sprzedajecie kajaki?"),
                        Map.entry("cs", "Prodáváte kajaky?"),
                        Map.entry("ru", "Вы продаёте каяки?"),
                        Map.entry("uk", "Ви продаєте каяки?"),
                        Map.entry("el", "Πουλάτε καγιάκ;"),
                        Map.entry("ar", "هل تبيعون قوارب الكاياك؟"),
                        Map.entry("zh", "你们卖皮划艇吗？"),
                        Map.entry("ja", "カヤックは売っていますか？"),
                        Map.entry("ko", "카약을 파나요?"),
                        Map.entry("he", "האם אתם מוכרים קיאקים?"),
                        Map.entry("fa", "آیا کایاک می‌فروشید؟"),
                        Map.entry("th", "คุณขายเรือคายัคไหม"),
                        Map.entry("vi", "Bạn có bán thuyền kayak không?"));
        List<String> wrong = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            String language = cells[0].strip();
            for (String message : String.join(";", List.of(cells).subList(1, 4)).split(";", -1)) {
                if (questions.containsKey(language)) {
                    String question = Objects.requireNonNull(questions.get(language));
                    String read =
                            ReplyLanguage.of(
                                    message.strip(), List.of(question), List.of(), List.of());
                    if (!read.equals(language)) {
                        wrong.add(language + " " + message + " " + read);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
