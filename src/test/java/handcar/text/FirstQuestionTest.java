package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

/// First words of customers, greetings and replies among them, with and without the language of their app.
class FirstQuestionTest {
    private static final String QUESTIONS =
            """
            it: Buongiorno, spedite anche in Svizzera? | Vorrei sapere il prezzo | È disponibile in blu?
            it: Fate la fattura? | Siete aperti la domenica? | A che ora chiudete? | Il pacco è rotto
            it: Ho ricevuto la taglia sbagliata | Si può pagare alla consegna? | Dove posso ritirare?
            it: Ciao, avete lampade? | Che garanzia avete? | Salve, una informazione | No, non è arrivato
            it: Sì, grazie mille | Come posso pagare? | Costi di spedizione? | La lampada non si accende
            it: Cerco una lampada da tavolo | Non riesco a pagare
            tr: Merhaba, fiyat nedir? | Kapıda ödeme var mı? | Ürün iade süresi kaç gün? | Açık mısınız?
            tr: Pazar günü açık mısınız? | Nasıl sipariş verebilirim? | Fatura istiyorum | Teslimat ne kadar sürer?
            tr: Lamba çalışmıyor | Mağazanız nerede? | Bu ürün stokta mı? | Yurt dışına gönderiyor musunuz?
            tr: Hangi kargo? | İndirim kodu var mı? | evet lütfen | Kurulum yapıyor musunuz?
            pl: Dzień dobry, ile kosztuje dostawa? | Czy można zapłacić przy odbiorze?
            pl: Do której jesteście otwarci? | Otrzymałem zły rozmiar | Lampa nie działa | Poproszę o fakturę
            pl: Czy wysyłacie za granicę? | Jak długo mam czekać? | Gdzie mogę odebrać? | no tak | Tak, poproszę
            pl: Nie dostałem paczki | Kiedy wysyłka? | Chciałbym zwrócić lampę | Czy to jest dostępne?
            pl: Jaki jest adres? | Czy jest gwarancja? | ile dni na zwrot
            es: Hola, cuánto cuesta el envío? | A qué hora cierran? | Mi lámpara no funciona
            es: Quiero devolver un producto | Tienen tienda en Madrid? | Puedo pagar contra reembolso?
            es: Necesito factura | Cuándo llega mi pedido? | Está disponible en azul? | Hacen descuentos?
            es: Buenas, una pregunta | Dónde están ubicados? | No me ha llegado | Sí, por favor
            da: Hej, hvad koster fragt? | Hvornår lukker I? | Min lampe virker ikke | Kan jeg få en faktura?
            da: Jeg vil gerne returnere | Hvor lang tid tager levering? | Har I lamper?
            da: Kan man betale ved levering? | Findes den i blå? | Leverer I til Sverige?
            da: Jeg har ikke fået min pakke | Ja tak, gerne | Hvornår åbner I? | Er den på lager?
            ro: Bună ziua, cât costă livrarea? | La ce oră închideți? | Lampa nu funcționează
            ro: Vreau să returnez produsul | Aveți magazin în București? | Pot plăti la livrare?
            ro: Am nevoie de factură | Când ajunge comanda? | Este disponibil pe albastru? | Cat dureaza?
            ro: Nu am primit coletul | Da, vă rog | Bună, aveți lămpi? | Unde sunteți?
            cs: Dobrý den, kolik stojí doprava? | Do kolika máte otevřeno? | Lampa nefunguje | Chci vrátit zboží
            cs: Máte prodejnu v Praze? | Mohu platit na dobírku? | Potřebuji fakturu | Kdy dorazí objednávka?
            cs: Je to dostupné v modré? | Nedostal jsem balík | Ano, prosím | Ahoj, máte lampy? | Kde vás najdu?
            cs: Jak dlouho to trva?
            hu: Jó napot, mennyi a szállítás? | Meddig vannak nyitva? | Nem működik a lámpa
            hu: Szeretném visszaküldeni | Van üzletük Budapesten? | Lehet utánvéttel fizetni? | Számlát kérek
            hu: Mikor érkezik a rendelésem? | Van kékben? | Nem kaptam meg a csomagot | Igen, kérem
            hu: Szia, van lámpátok? | Hol találom magukat? | Mennyi idő a szállítás?
            fi: Hei, paljonko toimitus maksaa? | Mihin asti olette auki? | Lamppu ei toimi
            fi: Haluan palauttaa tuotteen | Onko teillä myymälä Helsingissä? | Voinko maksaa laskulla?
            fi: Tarvitsen laskun | Milloin tilaus saapuu? | Onko sinistä? | En ole saanut pakettia | Kyllä, kiitos
            fi: Moi, onko teillä lamppuja? | Missä te olette? | Kuinka kauan kestää?
            sv: Hej, vad kostar frakten? | När stänger ni? | Lampan fungerar inte | Jag vill returnera
            sv: Har ni butik i Stockholm? | Kan jag betala med faktura? | Jag behöver ett kvitto
            sv: När kommer min beställning? | Finns den i blått? | Jag har inte fått paketet | Ja tack, gärna
            sv: Hej, har ni lampor? | Var finns ni? | Hur lång tid tar leveransen?
            nl: Hallo, wat kost de verzending? | Hoe laat sluiten jullie? | De lamp werkt niet
            nl: Ik wil iets terugsturen | Hebben jullie een winkel in Utrecht? | Kan ik achteraf betalen?
            nl: Ik heb een factuur nodig | Wanneer komt mijn pakket? | Is hij er in het blauw?
            nl: Ik heb niets ontvangen | Ja graag | Hoi, verkopen jullie lampen? | Waar vind ik jullie?
            nl: Hoelang duurt de levering?
            pt: Olá, quanto custa o envio? | A que horas fecham? | O candeeiro não funciona
            pt: Quero devolver um produto | Têm loja em Lisboa? | Posso pagar à cobrança? | Preciso de fatura
            pt: Quando chega o meu pedido? | Tem em azul? | Não recebi a encomenda | Sim, por favor
            pt: Oi, vocês têm luminárias? | Onde vocês estão? | Qual o prazo de entrega?
            de: Hallo, was kostet der Versand? | Wann schließt ihr? | Die Lampe geht nicht | Ich möchte zurücksenden
            de: Ladengeschäft in Berlin? | Auf Rechnung möglich? | Ja gerne | Nichts bekommen | Lieferzeit?
            de: Moin, habt ihr Lampen?
            fr: Bonjour, combien coûte la livraison ? | Vous fermez à quelle heure ? | La lampe ne marche pas
            fr: Je veux renvoyer un article | Paiement à la livraison ? | Oui, merci | Rien reçu
            fr: Salut, vous avez des lampes ? | Délai de livraison ? | Où êtes-vous ?
            en: Hi, how much is shipping? | When do you close? | The lamp doesn't work | I want to return it
            en: Cash on delivery? | yes please | nothing arrived | delivery time? | store hours? | no thanks
            en: is it blue
            no: Hei, hva koster frakten? | Når stenger dere? | Har dere butikk i Oslo? | Jeg har ikke fått pakken
            no: Ja takk, gjerne | Hvor finner jeg dere?
            sk: Dobrý deň, koľko stojí doprava? | Kedy zatvárate? | Chcem vrátiť tovar | Nedostal som balík
            sk: Áno, prosím | Máte predajňu v Bratislave? | Koľko to stojí?
            uk: Добрий день, скільки коштує доставка? | До котрої ви працюєте? | Лампа не працює
            uk: Хочу повернути товар | Я не отримав посилку | Так, будь ласка | Коли відправите?
            uk: Чи є в синьому кольорі?
            ru: Здравствуйте, сколько стоит доставка? | До скольки вы работаете? | Лампа не работает
            ru: Хочу вернуть товар | Не получил посылку | Да, пожалуйста | Когда отправите? | Есть в синем цвете?
            bg: Здравейте, колко струва доставката? | До колко часа работите? | Лампата не работи
            bg: Искам да върна продукта | Не съм получил пратката | Да, моля | Кога ще изпратите?
            bg: Имате ли в синьо?
            el: Γεια σας, πόσο κοστίζει η αποστολή; | Πότε κλείνετε; | Η λάμπα δεν λειτουργεί | Ναι, παρακαλώ
            sr: Koliko košta dostava? | Gde je moja pošiljka? | Kada zatvarate? | Lampa ne radi
            sr: Hoću da vratim proizvod | Da, molim
            lt: Kiek kainuoja pristatymas? | Kada dirbate? | Lempa neveikia | Noriu grąžinti prekę | Taip, prašau
            id: Halo, berapa ongkirnya? | Jam berapa tutup? | Lampunya tidak menyala | Saya mau retur barang
            id: Ya, tolong
            vi: Phí vận chuyển bao nhiêu? | Mấy giờ đóng cửa? | Đèn không sáng | Tôi muốn trả hàng
            """;

    private static List<Map.Entry<String, String>> questions() {
        return QUESTIONS
                .lines()
                .flatMap(
                        line ->
                                Arrays.stream(line.substring(4).split(" \\| ", -1))
                                        .map(each -> Map.entry(line.substring(0, 2), each)))
                .toList();
    }

    private static String language(String text, Language... likely) {
        return ReplyLanguage.of(text, List.of(), List.of(), List.of(likely));
    }

    @Test
    void areAnsweredInTheirLanguageWhateverIsExpected() {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> each : questions()) {
            Language own = ReplyLanguage.byCode(each.getKey()).orElseThrow();
            List<Language[]> expected =
                    List.of(
                            new Language[] {Language.ENGLISH},
                            new Language[] {Language.GERMAN},
                            new Language[] {own, Language.ENGLISH});
            for (Language[] likely : expected) {
                String found = language(each.getValue(), likely);
                if (!found.equals(each.getKey())) {
                    wrong.add(each + " → " + found + " " + List.of(likely));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void ofManyLanguagesThereAreEnough() {
        List<Map.Entry<String, String>> all = questions();
        assertTrue(all.size() >= 250, "" + all.size());
        assertEquals(25, all.stream().map(Map.Entry::getKey).distinct().count());
    }

    /// Two words that each are another language's.
    @Test
    void aReplyOfTwoWordsIsOfItsLanguage() {
        for (Language expected : List.of(Language.ENGLISH, Language.GERMAN, Language.POLISH)) {
            assertEquals("pl", language("No tak!", expected));
            assertEquals("cs", language("Ano, prosím.", expected));
        }
    }

    /// Few companies write Catalan, and it shares most small words.
    @Test
    void italianIsNeverCatalan() {
        List<Map.Entry<String, String>> wrong =
                questions().stream()
                        .filter(each -> each.getKey().equals("it"))
                        .filter(
                                each ->
                                        Set.of("ca", "gl")
                                                .contains(
                                                        language(each.getValue(), Language.FRENCH)))
                        .toList();
        assertEquals(List.of(), wrong);
    }
}
