package handcar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

/// The first words of customers on channels that tell no language.
class ShortQuestionTest {
    private static final String QUESTIONS =
            """
            it: Quanto costa? | Dov'è il negozio? | Siete aperti oggi? | Spedite in Francia? | Quando arriva il pacco?
            it: Avete la taglia M? | Posso pagare con carta? | Com'è la garanzia? | Posso restituirlo? | Il pacco non arriva
            it: Quali sono gli orari? | C'è un parcheggio? | Fate consegne a domicilio? | Qual è il prezzo?
            it: Come faccio il reso? | Il mio ordine è in ritardo | Sconti per studenti? | Dove siete? | Avete disponibilità?
            it: Serve la ricevuta? | Funziona anche fuori? | Accettate PayPal?
            tr: Fiyatı ne kadar? | Kargo ücretli mi? | Mağaza nerede? | Bugün açık mısınız? | Garanti süresi nedir?
            tr: İade edebilir miyim? | Ne zaman gelir? | Kartla ödeyebilir miyim? | Stokta var mı? | Kaç gün sürer?
            tr: Siparişim nerede? | Kac para? | Nasıl iade ederim? | Siparişim gelmedi | Hangi renkler var?
            tr: Kargo kaç günde gelir? | Taksit var mı? | Adresiniz ne? | Su geçirmez mi? | Saat kaçta açılıyorsunuz?
            tr: Beden tablosu var mı? | Ürün bozuk çıktı
            da: Hvad koster det? | Hvornår har I åbent? | Sender I til Norge? | Har I den på lager? | Er der parkering?
            da: Hvornår kommer pakken? | Hvor er min pakke? | Tager I MobilePay? | Hvad er prisen? | Kan den tåle vand?
            da: Min ordre mangler | Er der rabat? | Har I åbent i dag? | Koster fragten noget? | Hvor meget koster fragt?
            da: Findes den i rød? | Kan I sende i morgen?
            sv: Vad kostar det? | När har ni öppet? | Var ligger butiken? | Kan jag lämna tillbaka den?
            sv: Skickar ni till Norge? | Hur lång är garantin? | Finns den i lager? | Har ni parkering? | När kommer paketet?
            sv: Kan jag betala med kort? | Var är mitt paket? | Vad kostar frakten? | Vad är priset? | Hur returnerar jag?
            sv: Har ni öppet idag? | Min order saknas | Finns det rabatt? | Kan jag hämta i butik? | Är den vattentät?
            sv: Hur mycket kostar frakt? | Finns den i rött? | Skickar ni utomlands?
            no: Hva koster det? | Når har dere åpent? | Sender dere til Sverige? | Har dere den på lager?
            no: Hva koster frakten? | Hva er prisen? | Har dere åpent i dag? | Finnes det rabatt? | Er den vanntett?
            no: Hvor mye koster frakt? | Hva slags garanti har jeg? | Kan dere sende i morgen?
            pl: Ile to kosztuje? | Gdzie jest sklep? | Czy macie parking? | Kiedy otwieracie? | Jaka jest gwarancja?
            pl: Czy mogę zwrócić? | Ile trwa dostawa? | Gdzie jest moja paczka? | Wysyłacie do Niemiec? | Jest w magazynie?
            pl: Mozna placic karta? | Jak długo trwa wysyłka? | Jaka jest cena? | Jak zwrócić towar? | Czy jest rabat?
            pl: Czy jesteście otwarci? | Mojej paczki nie ma | Czy lampa jest wodoodporna? | Ile kosztuje przesyłka?
            pl: Są inne kolory? | Macie to na stanie? | Kiedy będzie dostawa?
            cs: Kolik to stojí? | Kde je obchod? | Máte otevřeno? | Jak dlouho trvá doručení? | Jaká je záruka?
            cs: Můžu to vrátit? | Posíláte na Slovensko? | Kdy přijde balík? | Je to skladem? | Lze platit kartou?
            cs: Kde je můj balík? | Kolik stoji doprava? | Jaká je cena? | Jak vrátit zboží? | Je nějaká sleva?
            cs: Máte dnes otevřeno? | Balík nedorazil | Je lampa vodotěsná? | Kolik stojí poštovné? | Jsou jiné barvy?
            cs: Máte to skladem? | Kdy to bude?
            ro: Cât costă? | Unde este magazinul? | Sunteți deschiși azi? | Cât durează livrarea? | Ce garanție are?
            ro: Pot returna produsul? | Livrați în Germania? | Când ajunge coletul? | Aveți parcare? | Pot plăti cu cardul?
            ro: Cat costa transportul? | Este pe stoc? | Care este prețul? | Cum returnez? | Există reduceri?
            ro: Când deschideți? | Coletul nu a ajuns | Este rezistent la apă? | Cât costă livrarea? | Există alte culori?
            ro: Îl aveți pe stoc? | Unde vă găsesc?
            uk: Скільки це коштує? | Де ваш магазин? | Коли ви працюєте? | Яка гарантія? | Чи можна повернути?
            uk: Де моя посилка? | Скільки триває доставка? | Чи є парковка? | Як оплатити? | Ви відправляєте в Польщу?
            uk: Є в наявності? | Коли прийде замовлення? | Яка ціна? | Як повернути товар? | Є знижки? | Ви сьогодні працюєте?
            uk: Посилка не прийшла | Скільки коштує доставка? | Є інші кольори? | Коли буде? | Де ви знаходитесь?
            nl: Wat kost dit? | Waar is de winkel? | Zijn jullie open? | Hoe lang duurt het? | Wat is de garantie?
            nl: Kan ik het ruilen? | Verzenden jullie naar België? | Waar blijft mijn pakket? | Is dit op voorraad?
            nl: Kan ik met kaart betalen? | Hebben jullie parkeerplaatsen? | Wanneer komt mijn bestelling? | Wat is de prijs?
            nl: Hoe retourneer ik? | Is er korting? | Zijn jullie vandaag open? | Mijn bestelling ontbreekt
            nl: Is de lamp waterdicht? | Wat kost verzending? | Zijn er andere kleuren? | Kan ik afhalen?
            nl: Waar zitten jullie?
            pt: Quanto custa? | Onde fica a loja? | Estão abertos hoje? | Qual é a garantia? | Posso devolver?
            pt: Quanto tempo demora? | Enviam para Espanha? | Onde está a minha encomenda? | Tem estacionamento?
            pt: Aceitam cartão? | Tem em estoque? | Quando chega o pacote? | Qual o preço? | Como faço a devolução?
            pt: Há desconto? | Estão abertos? | Minha encomenda não chegou | É à prova de água? | Quanto é o frete?
            pt: Tem outras cores? | Posso retirar na loja? | Onde vocês ficam?
            es: ¿Cuánto cuesta? | Donde esta la tienda? | Cuando abren? | Puedo devolverlo? | ¿Hacen envíos a Francia?
            es: Tienen talla M? | Cuanto tarda el envio? | Aceptan tarjeta? | ¿Hay descuento? | Mi pedido no llega
            es: Es resistente al agua? | Qué colores hay? | Puedo recogerlo?
            fi: Paljonko se maksaa? | Missä kauppa on? | Milloin olette auki? | Voinko palauttaa sen? | Onko sitä varastossa?
            fi: Kauanko toimitus kestää? | Missä pakettini on? | Käykö kortti?
            hu: Mennyibe kerül? | Hol van az üzlet? | Mikor vannak nyitva? | Visszaküldhetem? | Mennyi a garancia?
            hu: Szállítanak Ausztriába? | Hol van a csomagom? | Fizethetek kártyával?
            ru: Сколько стоит? | Где магазин? | Когда вы открыты? | Какая гарантия? | Можно вернуть? | Где мой заказ?
            ru: Есть в наличии? | Принимаете карты?
            en: How much is it? | Where is my parcel? | Are you open? | Can I return it? | Do you ship to Italy?
            en: What is the warranty? | Is it in stock? | Where are you? | how long? | any discount? | Got it in red? | price?
            en: still open? | refund? | Can I pay by card? | Lamp costs? | When do you open? | no parcel yet
            en: do u hav parking | Is it waterproof? | When will my order arrive? | warranty lamp
            en: Does it fit in a Fiat Panda? | cost to Norway? | Hi, is Anna there? | Can I talk to Marco? | my lamp is broken
            en: Do you deliver? | Any parking nearby? | Is there a discount? | What colours do you have? | hello are you there
            en: My order is missing | is pickup possible | When will it ship? | Does the lamp dim? | Which sizes? | Receipt?
            en: Can you send it tomorrow? | What's your address? | Order 4711 where | Is the sofa real leather?
            en: one lamp please | Bonus points? | Do you have it in red? | IKEA compatible? | kids menu? | Gift card?
            de: Was kostet das? | Wo ist mein Paket? | Habt ihr offen? | Kann ich umtauschen? | Wie lange Garantie?
            de: Versand nach Italien? | Habt ihr Parkplätze? | Wann kommt es an? | Ist das auf Lager? | Preis?
            de: Geht Kartenzahlung? | Gibt es Rabatt? | Wo seid ihr? | Lampe kaputt | Retoure möglich? | Wann macht ihr auf?
            de: Liefert ihr? | Parkplatz? | Gibt es Studentenrabatt? | Welche Farben? | Meine Bestellung fehlt
            de: Kann ich abholen? | Wann wird verschickt? | Ist die Lampe dimmbar? | Welche Größen? | Rechnung bitte
            de: Geht das morgen? | Eure Adresse? | Ist das Leder echt? | eine Lampe bitte | Noch da?
            fr: C'est combien ? | Où est mon colis ? | Vous êtes ouverts ? | Je peux le retourner ? | Quelle garantie ?
            fr: Livrez-vous en Italie ? | Quel prix ? | Ça coûte combien ? | C'est en stock ? | Quand arrive le colis ?
            fr: Vous prenez la carte ? | Il y a un parking ? | Combien de temps ? | Mon colis est perdu | Livraison gratuite ?
            fr: Comment retourner ? | Vous livrez ? | Une remise étudiant ? | Quelles couleurs ? | Ma commande manque
            fr: Retrait possible ? | Quand partira-t-il ? | La lampe est étanche ? | Quelles tailles ? | Une facture svp
            fr: Demain c'est bon ? | Votre adresse ? | Une lampe svp
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

    private static String language(String text, Language usual) {
        return ReplyLanguage.of(text, List.of(), List.of(), List.of(usual));
    }

    @Test
    void areAnsweredInTheirLanguageWhateverTheDocumentsAreIn() {
        List<String> wrong = new ArrayList<>();
        for (Language usual : List.of(Language.ENGLISH, Language.GERMAN)) {
            for (Map.Entry<String, String> each : questions()) {
                String found = language(each.getValue(), usual);
                if (!found.equals(each.getKey())) {
                    wrong.add(each + " → " + found + " (" + usual + ")");
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void ofEachLanguageThereAreEnough() {
        Map<String, Long> count =
                questions().stream()
                        .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.counting()));
        assertEquals(18, count.size());
        assertTrue(count.values().stream().allMatch(each -> each >= 8), count::toString);
    }

    /// Danish and Norwegian write these alike, or nearly.
    @Test
    void whatTwoRelatedLanguagesShareIsAnsweredInOneOfThem() {
        for (String question :
                List.of(
                        "Hvor ligger butikken?",
                        "Kan jeg returnere den?",
                        "Hvor lang er garantien?",
                        "Kan jeg betale med kort?",
                        "Er det parkering?",
                        "Når kommer pakken?",
                        "Hvor er pakken min?",
                        "Hvordan returnerer jeg?",
                        "Jeg mangler ordren min",
                        "Finnes den i rødt?")) {
            assertTrue(Set.of("da", "no").contains(language(question, Language.ENGLISH)), question);
            assertEquals("no", language(question, Language.NORWEGIAN), question);
        }
    }

    @Test
    void wordsOfThanksDecideNothingAgainstASubject() {
        for (String thanks : List.of("Merci", "Danke!", "Thanks", "Gracias", "Grazie", "Tak")) {
            for (Map.Entry<String, String> subject :
                    Map.of(
                                    "fr", "Question sur la garantie",
                                    "de", "Rückgabe meiner Lampe",
                                    "en", "Return of my lamp",
                                    "es", "Devolución de la lámpara",
                                    "it", "Restituzione della lampada")
                            .entrySet()) {
                for (Language usual : List.of(Language.ENGLISH, Language.GERMAN)) {
                    assertEquals(
                            subject.getKey(),
                            language(subject.getValue() + "\n\n" + thanks, usual),
                            subject.getValue() + ", " + thanks);
                    assertEquals(
                            subject.getKey(),
                            ReplyLanguage.of(
                                    thanks, List.of(subject.getValue()), List.of(), List.of(usual)),
                            "beside it: " + subject.getValue() + ", " + thanks);
                }
            }
        }
    }
}
