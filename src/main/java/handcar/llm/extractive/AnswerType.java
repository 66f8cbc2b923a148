package handcar.llm.extractive;

import module java.base;

/// What a question word asks for, recognised in a sentence by its shape: "how much" wants an amount, "how long" a duration.
enum AnswerType {
    MONEY(
            "\\p{Sc}\\s?\\p{Nd}|\\p{Nd}\\s?(?:\\p{Sc}|%)"
                + "|\\p{Nd}\\s?(?:eur|usd|chf|gbp|euros?|cents?|dollars?|dólares|pounds?|pence|penny|francs?|franken|zł|zl|kr|руб\\p{L}*|р|грн|درهم|ريال|دينار|يورو|دولار|원|円|元|บาท)(?!\\p{L})"
                + "|(?<!\\p{L})(?:free|kostenlos\\p{L}*|kostenfrei\\p{L}*|versandkostenfrei|gratis|gratuit\\p{L}*|offert\\p{L}*|бесплатн\\p{L}*|مجان\\p{L}*|무료|無料|免费|ฟรี|złot\\p{L}*)(?!\\p{L})"),
    DURATION(
            "(?:\\p{Nd}|(?<!\\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty|half|an?|every|each"
                + "|ein\\p{L}*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn|halbe\\p{L}*|jede\\p{L}*"
                + "|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|chaque|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|cada"
                + "|од\\p{L}+|дв\\p{L}+|тр\\p{L}+|четыр\\p{L}+|пят\\p{L}+|шест\\p{L}+|сем\\p{L}+|восем\\p{L}+|девят\\p{L}+|десят\\p{L}+|кажд\\p{L}+|полгода|[a-zżźćńółęąś]*nast\\p{L}+|kilka"
                + "))[\\s\\u00a0-]*(?:\\p{L}+[\\s-]){0,2}?"
                + "(?:min|minutes?|hours?|days?|weeks?|months?|years?|cycles|centur(?:y|ies)|decades?"
                + "|\\p{L}*minuten?|\\p{L}*stunden?|\\p{L}*tage?n?|\\p{L}*wochen?|\\p{L}*monate?n?|\\p{L}*jahre?n?|jahrhunderte?"
                + "|heures?|jours?|semaines?|mois|an|ans|années?|horas?|minutos?|días?|semanas?|mes|meses|años?"
                + "|минут\\p{L}*|час\\p{L}*|дн\\p{L}+|день|сут\\p{L}+|недел\\p{L}*|месяц\\p{L}*|год\\p{L}*|лет|dni|dnia|godzin\\p{L}*|tygodni\\p{L}*|miesi\\p{L}*|lat|lata"
                + "|يوم\\p{L}*|أيام|ساع\\p{L}*|دقيق\\p{L}*|أسبوع\\p{L}*|شهر\\p{L}*|أشهر|سن\\p{L}*|일|시간|개월|년|日|年|時間|天|个月)(?!\\p{L})|полгода|(?:ساعتين|يومين|شهرين|أسبوعين|سنتين)|\\p{Nd}\\s?(?:일|시간|개월|년|日|年|時間|天|个月)"),
    TIME(
            "\\p{Nd}{1,2}[:.]\\p{Nd}{2}(?!\\p{Nd})(?!\\s?[€$%])|\\p{Nd}\\s?(?:am|pm|a\\.m|p\\.m|uhr|h|시|時|点|час\\p{L}*)(?!\\p{L})|\\p{Nd}\\s?(?:시|時|点)"
                + "|(?<!\\p{Nd})(?:1[0-9]|20)\\p{Nd}{2}(?!\\p{Nd})|(?<!\\p{L})(?:closed|geschlossen|fermé\\p{L}*|cerrad\\p{L}*|закрыт\\p{L}*|выходн\\p{L}*|مغلق)(?!\\p{L})"
                + "|(?<!\\p{L})(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|within|century|ago|era|war"
                + "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|mai|juni|juli|oktober|dezember|innerhalb|jahrhundert|vorher|danach|sobald"
                + "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
                + "|lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
                + "|понедельник|вторник|сред[ауы]|четверг|пятниц\\p{L}*|суббот\\p{L}*|воскресень\\p{L}*|январ\\p{L}*|феврал\\p{L}*|март\\p{L}*|апрел\\p{L}*|ма[йя]|июн\\p{L}*|июл\\p{L}*|август\\p{L}*|сентябр\\p{L}*|октябр\\p{L}*|ноябр\\p{L}*|декабр\\p{L}*)s?(?!\\p{L})"),
    /// How many: no amount of money, no percentage and no time.
    COUNT(
            "(?<![\\p{Nd}\\p{Sc}.,:])(?<!\\p{Sc}\\s)\\p{Nd}+(?:[.,]\\p{Nd}{3})*(?![\\p{Nd}:]|[.,]\\p{Nd}|\\s?(?:[\\p{Sc}%]|(?:am|pm|uhr|h|eur|euros?)(?!\\p{L})))|"
                    + Spelled.NUMBERS),
    /// From, up to or under how many years.
    AGE(
            "\\p{Nd}{1,3}[\\s\\u00a0-]*(?:years?|yrs?|jahre?n?|jährig\\p{L}*|ans|años|anni|лет|год\\p{L}*|سن\\p{L}*)(?!\\p{L})|(?<!\\p{L})(?:aged?|under|over|unter|über|moins"
                + " de|plus de|menores de|mayores"
                + " de|младше|старше)\\s\\p{Nd}{1,2}(?![\\p{Nd}.,:%])"),
    NUMBER("\\p{Nd}|" + Spelled.NUMBERS),
    PLACE(
            "(?<!\\p{L})(?:in|at|near|from|to|on|im|am|bei|aus|nach|à|au|aux|en|dans|chez|в|на|из|у|w|na|في)\\s(?:(?:the|der|dem|den|das|la|le|les|el|los)\\s)?[\\p{Lu}ء-ي]"
                + "|\\p{Nd}{4,6}\\s\\p{Lu}|(?<!\\p{L})(?i:street|road|avenue|lane|\\p{L}*stra(?:ß|ss)e|weg|platz|rue|calle|plaza|ул(?:\\.|ица)|улиц\\p{L}+|проспект|شارع)(?!\\p{L})"),
    PERSON(
            "(?<!\\p{L})(?:customer|recipient|buyer|sender|parent|guardian|guest|tenant|we|Empfänger|Kundschaft|Kunde|Käufer|Absender|Eltern|Mieter|wir|client|destinataire|acheteur|expéditeur|locataire|nous|cliente|destinatario|comprador|клиент|получатель|покупатель|отправитель|родитель|мы|العميل|المستلم|고객)|\\p{Lu}\\p{Ll}+\\s(?:\\p{L}{1,3}\\s)?\\p{Lu}\\p{Ll}+|(?<=\\p{Ll}\\s)\\p{Lu}\\p{Ll}+"),
    EMAIL("[\\p{L}\\p{Nd}._-]+@[\\p{L}\\p{Nd}.-]+"),
    PHONE("\\+?\\p{Nd}[\\p{Nd}()/\\s-]{6,}\\p{Nd}"),
    NEGATION(
            "(?i)(?<!\\p{L})(?:not|no|never|cannot|nor|except\\p{L}*|exclu\\p{L}*|nicht|nie|kein\\p{L}*|ausgenommen|ausgeschlossen|ne|pas|aucun\\p{L}*|jamais|sauf|нет|не|ни|никогда|кроме|nunca|ningun\\p{L}*|nie|لا|ليس|غير)(?!\\p{L})|n't");

    private interface Spelled {
        String NUMBERS =
                "(?<!\\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|dozen|hundred|thousand|million|ein\\p{L}?|eine[nmrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|million\\p{L}*|un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|один|одн\\p{L}+|два|две|дв\\p{L}+|три|трёх|четыре|пять|шесть|семь|восемь|девять|десять)(?!\\p{L})";
    }

    private final Pattern shape;

    AnswerType(String shape) {
        boolean capitals = shape.contains("\\p{Lu}");
        this.shape =
                Pattern.compile(
                        shape, capitals ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// Whether the text has something of this type.
    boolean isIn(String text) {
        return shape.matcher(text).find();
    }
}
