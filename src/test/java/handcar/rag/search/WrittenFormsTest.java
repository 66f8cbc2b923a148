package handcar.rag.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import handcar.rag.Retriever;
import handcar.rag.RetrieverFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.text.Normalizer;

/// What is found must not depend on how it was written: in any script, in any form of Unicode, with or without accents, with
/// what a language grows onto its words, and article numbers in each of their spellings.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrittenFormsTest {
    private static final String LIBRARIES =
            """
            # ko
            hours: 영업시간은 평일 오전 9시부터 오후 6시까지입니다. 주말에는 쉽니다.
            warranty: 모든 제품의 보증기간은 2년이며 수리는 무료입니다.
            payment: 결제는 신용카드와 계좌이체로 하실 수 있습니다.
            hours? 주말에도 여나요?
            warranty? 제품을 수리하고 싶은데 무료인가요
            payment? 신용카드로결제되나요
            # th
            hours: ร้านเปิดทุกวันตั้งแต่เวลา 9 โมงเช้าถึง 6 โมงเย็น
            warranty: สินค้าทุกชิ้นรับประกันสองปีและซ่อมฟรี
            payment: ชำระเงินได้ด้วยบัตรเครดิตหรือโอนผ่านธนาคาร
            hours? ร้านเปิดกี่โมงคะ
            warranty? รับประกันกี่ปี
            payment? จ่ายด้วยบัตรเครดิตได้ไหม
            # zh
            hours: 本店每日上午九點至下午六點營業，週末休息。
            warranty: 所有商品保修两年，维修免费。
            payment: 您可以使用信用卡或银行转账付款。
            hours? 週末營業嗎？
            warranty? 保修期多长？
            payment? 能用信用卡吗
            # ja
            hours: 営業時間は平日の午前９時から午後６時までです。
            warranty: 全商品の保証期間は２年です。修理は無料です。
            payment: お支払いはクレジットカードまたは銀行振込をご利用いただけます。
            hours? 何時から営業していますか
            warranty? 保証期間は2年ですか
            payment? ｸﾚｼﾞｯﾄｶｰﾄﾞで支払えますか
            # he
            hours: החנות פתוחה בימים ראשון עד חמישי משעה תשע בבוקר.
            warranty: האחריות על כל המוצרים היא לשנתיים והתיקון חינם.
            payment: ניתן לשלם בכרטיס אשראי או בהעברה בנקאית.
            hours? מתי פתוח?
            warranty? יש אחריות על המוצר?
            payment? תשלום באשראי
            # ar
            hours: المتجر مفتوح من الأحد إلى الخميس من الساعة التاسعة صباحًا.
            warranty: ضمان جميع المنتجات سنتان والإصلاح مجاني.
            payment: يمكنكم الدفع ببطاقة الائتمان أو بالتحويل البنكي.
            hours? متى يفتح المتجر
            warranty? ما مدة الضمان؟
            warranty? ﺿﻤﺎﻥ
            payment? هل أستطيع الدفع بالبطاقة
            # hi
            hours: दुकान सोमवार से शनिवार सुबह नौ बजे खुलती है।
            warranty: सभी उत्पादों पर दो साल की वारंटी है और मरम्मत मुफ़्त है।
            payment: आप क्रेडिट कार्ड या बैंक ट्रांसफर से भुगतान कर सकते हैं।
            hours? दुकान कब खुलेगी
            warranty? मरम्मत मुफ्त है क्या
            payment? क्या क्रेडिट कार्ड से भुगतान होगा
            # tr
            hours: MAĞAZAMIZ HAFTA İÇİ SABAH DOKUZDA AÇILIR.
            warranty: Tüm ürünlerde garanti süresi iki yıldır. Isıtıcılar hariç.
            payment: İade tutarı kredi kartınıza yatırılır.
            hours? hafta içi saat kaçta açılıyor
            warranty? garanti suresi
            warranty? ISITICI
            payment? iade ne zaman yatar
            # vi
            hours: Cửa hàng mở cửa từ chín giờ sáng đến sáu giờ tối.
            warranty: Tất cả sản phẩm được bảo hành hai năm, sửa chữa miễn phí.
            payment: Bạn có thể thanh toán bằng thẻ tín dụng hoặc chuyển khoản.
            warranty? bao hanh may nam
            payment? thanh toan the tin dung
            # cs
            returns: Zboží můžete vrátit do třiceti dnů.
            delivery: Doručení trvá obvykle tři dny.
            returns? jak vratit zbozi
            delivery? doruceni
            # el
            hours: Το κατάστημα ανοίγει στις εννέα το πρωί.
            warranty: Η εγγύηση είναι δύο χρόνια και η επισκευή δωρεάν.
            warranty? ΕΓΓΥΗΣΗ
            warranty? εγγυηση
            # de
            size: Die Größe der Schuhe steht auf der Sohle.
            price: Der ﬁnale Preis gilt, die Ver\u00ADsandkosten kommen hinzu.
            size? Groesse
            price? finale
            price? versandkosten
            """;

    private static final String NUMBERS =
            """
            # numbers
            brass: The lamp B-1037 is made of brass.
            steel: The lamp B1038 is made of steel.
            filter: The filter AX-200/4 fits, spare part 12.345.678.
            japanese: ランプＢ－２０４０は真鍮製です。
            glass: Lampe B 3050 ist aus Glas.
            korean: 램프B4060은 황동입니다.
            russian: Товар А-5070 сделан из латуни.
            long: Order SKU ABCDE-9912 from us.
            brass? Ｂ１０３７
            brass? Ｂ－１０３７
            brass? B–1037
            brass? B#1037
            brass? B\u00AD1037
            brass? B\u20111037
            japanese? B2040
            japanese? b-2040は何製？
            glass? b3050
            korean? b-4060은?
            russian? A5070
            russian? а5070
            russian? А 5070
            filter? AX200/4
            filter? ax 200-4
            filter? 12345678
            filter? 12 345 678
            filter? ax 200 4
            long? abcde9912
            long? ABCDE 9912
            """;

    private final RetrieverFixture library = new RetrieverFixture();
    private final Retriever retriever = new Retriever(library.db, Optional.empty());

    @AfterEach
    void empty() {
        library.update("DELETE FROM rag_documents");
    }

    @AfterAll
    void close() {
        library.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ko", "th", "zh", "ja", "he", "ar", "hi", "tr", "vi", "cs", "el", "de"})
    void isFoundInItsLanguage(String language) {
        everyQuestionFindsItsDocument(LIBRARIES, language, Normalizer.Form.NFC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ko", "ja", "vi", "cs", "el", "de"})
    void isFoundByLettersThatAreTakenApart(String language) {
        everyQuestionFindsItsDocument(LIBRARIES, language, Normalizer.Form.NFD);
    }

    @Test
    void anArticleNumberIsFoundInEachOfItsSpellings() {
        everyQuestionFindsItsDocument(NUMBERS, "numbers", Normalizer.Form.NFC);
    }

    private void everyQuestionFindsItsDocument(
            String libraries, String name, Normalizer.Form questionForm) {
        String section = libraries.split("# " + name + "\n", 2)[1].split("# ", 2)[0];
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String line : section.lines().toList()) {
            int mark = line.indexOf(' ') - 1;
            String title = line.substring(0, mark);
            String text = line.substring(mark + 2);
            if (line.charAt(mark) == ':') {
                library.add(title, text);
            } else {
                wanted.put(text, title);
                found.put(text, first(Normalizer.normalize(text, questionForm)));
            }
        }
        assertEquals(wanted, found);
    }

    private String first(String question) {
        return retriever.search(question, SearchScope.everything(), 1).stream()
                .map(SearchHit::title)
                .findFirst()
                .orElse("nothing");
    }
}
