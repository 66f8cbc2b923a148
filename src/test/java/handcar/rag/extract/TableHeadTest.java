package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which rows name the columns is one rule for all formats.
class TableHeadTest {
    /// Rows are parted by `/` and cells by `,`.
    private static final String TABLES =
            """
            a name for each of three columns   | Boat,Hour,Day / Canoe,9.50,45 / Raft,,60              | 1
            years are names                    | Item,2023,2024 / Canoe,40,42 / Yacht,,160             | 1
            words alone                        | Course,Day,Place / Yoga,Monday,Hall / Dance,Friday,Bar | 1
            figures below a word               | Item,Price / Lamp,4.50 / Shade,12 €                   | 1
            groups                             | ,Summer,Summer / Berth,Week,Month / A,70,240           | 2
            two rows tell nothing              | Name,Ada Quill / Telephone,04321 77                   | 0
            labels end with a colon            | Name:,Ada / Day:,Monday / Fee:,30                     | 0
            values from the first row on       | Canoe,9.5 / Kayak,11 / Raft,25                        | 0
            labels beside mixed values         | Phone,04321 77 / Hours,9-18 / Island,Closed           | 0
            models are no names                | Lamp,Bulb / Shade E14,red / Lamp E27,blue             | 0
            """;

    /// First rows with figures in them, some of which name what is below.
    private static final String MEASURES =
            """
            minutes above prices               | Treatment,25 minutes,50 minutes,Room / Back massage,39 €,72 €,A / Hot stones,50 €,95 €,B | 1
            nights above prices                | Chambre,1 nuit,2 nuits,7 nuits / Simple,79 €,150 €,480 € / Double,109 €,205 €,690 €      | 1
            one row is enough for a series     | Berth,1 day,1 week / Pontoon,30 €,180 €                                                  | 1
            persons                            | Zelt,2 Personen,4 Personen / Kuppel,18 €,29 € / Tunnel,22 €,35 €                         | 1
            sizes above prices                 | Bettwäsche,135x200,155x220 / Baumwolle,49.90,59.90 / Leinen,89.90,99.90                  | 1
            quantities above amounts           | Flyer,100,250,500 / A6,29 €,49 €,79 € / A5,39 €,69 €,99 €                                | 1
            quantities by their label          | Quantity,100,250,500 / Flyers,29,49,79 / Posters,39,69,99                                | 1
            an empty corner                    | ,1,2,3 / Adult,12,20,30 / Child,6,10,15                                                  | 1
            ranges with an open end            | Menge,1-9,10-49,50+ / Tasse,8.90,7.90,6.90 / Teller,12.90,11.90,9.90                     | 1
            hours of the day above names       | Day,9:00,11:00,14:00 / Monday,Yoga,Pilates,Dance / Tuesday,Dance,Yoga,Judo                | 1
            one figure among words             | Wine,0.2 l,Region / Riesling,6.50 €,Mosel / Merlot,7.20 €,Veneto                        | 1
            weights above weights of time      | Parcel,5 kg,10 kg / Inland,2 days,3 days / Abroad,6 days,9 days                         | 1
            months above percent               | Plan,12 months,24 months / Basic,5 %,9 % / Plus,7 %,11 %                                | 1
            amounts in a foreign script        | Комната,1 ночь,3 ночи / Одноместная,2500 ₽,7000 ₽ / Люкс,6000 ₽,16000 ₽                 | 1
            spans above prices                 | Masa,2 kişi,4 kişi / Bahçe,300 TL,550 TL / Teras,400 TL,700 TL                          | 1
            groups                             | ,Summer,Summer / Room,1 night,7 nights / Single,70 €,420 € / Double,90 €,540 €           | 2
            values from the first row          | Back massage,25 minutes,39 € / Hot stones,50 minutes,95 € / Mask,30 minutes,45 €         | 0
            persons from the first row         | Room 1,2 persons,80 € / Room 2,4 persons,120 €                                          | 0
            bare values                        | Canoe,9,20 / Kayak,11.50,25.50 / Raft,25,60                                             | 0
            bare amounts                       | Flyers,29,49,79 / Posters,39,69,99 / Cards,19,29,39                                     | 0
            prices with and without a currency | Canoe,9 €,20 € / Kayak,11,25                                                            | 0
            durations of two units             | Massage,25 minutes,30 minutes / Bath,1 hour,2 hours / Sauna,2 hours,3 hours              | 0
            what belongs to one thing          | Minimum stay,2 nights / Check-in,15:00 / Deposit,50 €                                   | 0
            power from the first row           | Lamp Fin,60 W,49 € / Lamp Ulv,40 W,129 € / Bulb,9 W,5 €                                 | 0
            telephone numbers                  | Office,04321 77 88,Room 3 / Workshop,04321 77 99,Room 4                                 | 0
            dates from the first row           | Concert,24.12.2026,19:00 / Market,26.12.2026,10:00                                      | 0
            """;

    /// The same kinds in other trades.
    private static final String MORE_MEASURES =
            """
            court hours     | Court,60 min,90 min,120 min / Indoor,24 €,34 €,44 € / Clay,18 €,26 €,32 €          | 1
            kilometres      | Car,100 km,250 km / Mini,35.00,59.00 / Estate,49.00,85.00                         | 1
            litres          | Farbe,1 l,2.5 l,10 l / Weiß,9.95 €,19.95 €,59.95 € / Grau,11.95 €,23.95 €,69.95 € | 1
            horas           | Sala,1 hora,4 horas,8 horas / Azul,20 €,70 €,120 € / Verde,30 €,100 €,170 €       | 1
            osoby           | Domek,2 osoby,4 osoby / Mały,200 zł,320 zł / Duży,300 zł,480 zł                   | 1
            persone         | Menù,2 persone,6 persone / Carne,48 €,130 € / Pesce,62 €,175 €                    | 1
            groups of age   | Ticket,0-5,6-14,15+ / Pool,free,3 €,6 € / Sauna,free,6 €,12 €                     | 1
            clothes         | Size,36,38,40 / Chest,82,86,90 / Waist,66,70,74                                   | 1
            days in Arabic  | السيارة,3 أيام,7 أيام / صغيرة,150 ريال,300 ريال / كبيرة,250 ريال,520 ريال          | 1
            bikes           | City bike,1 day,15 € / E-bike,1 day,35 € / Tandem,1 day,40 €                      | 0
            cables          | HDMI,2 m,9.90 / USB-C,1 m,7.90 / LAN,5 m,12.90                                    | 0
            staff           | Anna,8 hours,Monday / Ben,4 hours,Friday                                          | 0
            stock           | Bolt,120,0.20 / Nut,300,0.10 / Washer,90,0.05                                     | 0
            opening hours   | Monday,9:00,18:00 / Tuesday,9:00,18:00 / Saturday,10:00,14:00                     | 0
            ferries         | Brevik,8:15,9:40 / Langesund,8:45,10:10                                           | 0
            discounts       | Students,10 %,5 € / Seniors,15 %,8 €                                              | 0
            rooms           | Suite,2 beds,150 € / Family room,4 beds,190 € / Dormitory,8 beds,30 €             | 0
            """;

    private static List<TableRow> rows(String table) {
        return Stream.of(table.split(" / ", -1))
                .map(row -> new TableRow(List.of(row.split(",", -1)), false, false))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = TABLES)
    void the_first_rows_are_names_where_what_is_below_differs(String what, String table, int head) {
        assertEquals(head, TableHead.rows(rows(table), false), what);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = MEASURES + MORE_MEASURES)
    void figures_are_names_where_they_differ_in_kind_from_what_is_below(
            String what, String table, int head) {
        assertEquals(head, TableHead.rows(rows(table), false), what);
        assertEquals(Math.min(head, 1), Math.min(TableHead.rows(rows(table), true), 1), what);
    }

    @Test
    void figures_in_bold_type_are_names_above_others() {
        List<TableRow> rows =
                List.of(
                        new TableRow(List.of("Shoe", "38", "40", "42"), false, true),
                        new TableRow(List.of("Sandal", "3", "5", "2"), false, false),
                        new TableRow(List.of("Boot", "1", "4", "6"), false, false));
        assertEquals(1, TableHead.rows(rows, false));
        List<TableRow> offer =
                List.of(
                        new TableRow(List.of("Canoe", "9 €", "20 €"), false, true),
                        new TableRow(List.of("Kayak", "11 €", "25 €"), false, false));
        assertEquals(0, TableHead.rows(offer, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Item,Colour / Lamp,red / Shade,blue | 1
                    Lamp,4.50 / Shade,12                | 0
                    """)
    void the_first_row_of_a_csv_file_needs_no_proof(String table, int head) {
        assertEquals(head, TableHead.rows(rows(table), true));
    }
}
