package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.rag.OfficeFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcelNumberFormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    45982.75        | id:22             | false | 2025-11-21 18:00
                    45982           | id:14             | false | 2025-11-21
                    44520           | id:14             | true  | 2025-11-21
                    1               | id:14             | false | 1900-01-01
                    59              | id:14             | false | 1900-02-28
                    61              | id:14             | false | 1900-03-01
                    0.5             | id:20             | false | 12:00
                    0.75            | h:mm AM/PM     | false | 6:00 PM
                    1.5             | [h]:mm:ss      | false | 36:00:00
                    45982           | mmm yyyy       | false | Nov 2025
                    45982           | dd/mm/yyyy     | false | 21/11/2025
                    45982           | [$-407]d. mmmm yyyy;@ | false | 21. November 2025
                    45982           | dd\\.mm\\.yyyy   | false | 21.11.2025
                    45982.75        | [$-40C]ddd d mmm yyyy hh"h"mm | false | ven. 21 nov. 2025 18h00
                    45982.75        | d" de "mmmm    | false | 21 de November
                    45982           | [$-416]d" de "mmmm | false | 21 de novembro
                    45982           | [$-419]mmmm yyyy | false | ноябрь 2025
                    45982           | yyyy-mm-dd     | false | 2025-11-21
                    45982.75        | m/d/yy h:mm    | false | 11/21/25 18:00
                    0.75            | hh:mm" Uhr"    | false | 18:00 Uhr
                    0.7504          | mm:ss          | false | 00:35
                    0.125           | 0.0 %          | false | 12.5 %
                    12.5            | #,##0.00 [$€-407] | false | 12.50 €
                    12.5            | "$"#,##0.00    | false | $12.50
                    0.125           | id:10             | false | 12.50%
                    0.1             | 0              | false | 0
                    0.30000000000000004 | 0           | false | 0
                    1067            | 00000          | false | 01067
                    -1234.5         | #,##0;(#,##0)  | false | (1,235)
                    -5              | 0.0            | false | -5.0
                    1234567         | #,##0,,"M"     | false | 1M
                    49.9            | [$€-407] 0.00  | false | € 49.90
                    3               | 0 "Stück"      | false | 3 Stück
                    0               | 0;-0;"kostenlos" | false | kostenlos
                    12.50           | @              | false | 12.5
                    1E+3            | 0.##           | false | 1000
                    -3              | id:14             | false | -3
                    """)
    void a_number_is_shown_as_its_format_says(
            String value, String format, boolean old, String shown) {
        byte[] file =
                OfficeFiles.xlsx("<row><c s=\"1\"><v>" + value + "</v></c></row>", old, format);

        assertEquals("## Preise\n\n" + shown, ExtractedText.read(file, "", "").text());
    }

    @Test
    void a_number_without_a_format_has_no_noise() {
        byte[] file = OfficeFiles.xlsx("<row><c><v>0.30000000000000004</v></c></row>", false);

        assertTrue(ExtractedText.read(file, "", "").text().endsWith("0.3"));
    }
}
