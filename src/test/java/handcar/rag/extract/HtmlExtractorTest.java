package handcar.rag.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlExtractorTest {
    private static String read(String html) {
        return ExtractedText.read(html.getBytes(StandardCharsets.UTF_8), "page.html", "").text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='display: none'>X</p>",
                "<div style=\"color:red; visibility:hidden\"><p>X</p></div>",
                "<p style='font-size:0'>X</p>",
                "<p style='font-size:0px;color:#fff'><b>X</b></p>",
                "<p style='opacity:0'>X</p>",
                "<p style='position:absolute;left:-9999px'>X</p>",
                "<p style='font-size:1px'>X</p>",
                "<p style='color:#FFFFFF'>X</p>",
                "<p style='color: white'>X <b>X</b></p>",
                "<font color=white>X</font>",
                "<p style='height:0;overflow:hidden'>X</p>",
                "<p style='position:absolute;clip:rect(0 0 0 0)'>X</p>",
                "<p style='content-visibility:hidden'>X</p>",
                "<div hidden>X</div>",
                "<section aria-hidden=\"true\">X</section>",
                "<template>X</template>",
                "<noscript>X</noscript>",
                "<dialog>X</dialog>",
                "<script>X</script>",
                "<style>X</style>",
                "<!-- X -->",
                "<select><option>X</select>",
                "<s>X</s>",
                "<p><del>X</del></p>",
                "<strike>X</strike>",
                "<span style='text-decoration: line-through'>X</span>",
                "<p style='display:none'>X<br>X<img>X<p style='display:none'>X"
            })
    void what_no_reader_of_the_page_sees_is_not_read(String hidden) {
        assertEquals(
                "Before\n\nAfter",
                read("<html><body><p>Before</p>" + hidden + "<p>After</p></body></html>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<td style='font-size:0px'><div style='font-size:13px'>X</div></td>",
                "<p style='opacity:0.9'>X</p>",
                "<p style='font-size:0.8em'>X</p>",
                "<p style='margin-left:-120px'>X</p>",
                "<p style='color:#fff;background:#000'>X</p>",
                "<div class=hero><h1 style='color:#fff'></h1><p style='color:white'>X</p></div>",
                "<style>body{background:black}</style><p style='color:#fff'>X</p>",
                "<p style='color:#fff'><b style='color:#333'>X</b></p>",
                "<p style='line-height:0;overflow:visible'>X</p>",
                "<div hidden=until-found>X</div>",
                "<details><summary></summary>X</details>",
                "<dialog open>X</dialog>",
                "<ins>X</ins>",
                "<span aria-hidden=true>X</span>"
            })
    void what_is_shown_is_read(String shown) {
        assertEquals("X", read("<html><body>" + shown + "</body></html>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>.old{display:none}</style><p class='price old'>X</p>",
                "<style>/* .a */ #gone , h7 { color:red; Display : none !important }</style><div"
                        + " id=gone><p>X</p></div>",
                "<style>.was { text-decoration: line-through red }</style><p class=was>X</p>",
                "<style>div.box > p.x { visibility: hidden; }</style><div class=box><p"
                        + " class=x>X</p></div>",
                "<style>@media screen { .old { display:none } }</style><p class=old>X</p>",
                "<style>@import url(a.css); .old { display:none }</style><p class=old>X</p>",
                "<style>[hidden], .phone{display:none} @media"
                        + " (max-width:9cm){.phone{display:block}}</style><p class=phone>X</p>",
                "<style>.sum td.was{text-decoration-line:line-through}</style><table"
                        + " class=sum><tr><td class=was>X</td></tr></table>",
                "<script>el.classList.add('x')</script><style>.was{text-decoration:line-through}</style><p"
                    + " class=was>X</p>"
            })
    void what_the_page_s_own_style_sheet_hides_or_strikes_out_is_not_read(String hidden) {
        assertEquals(
                "Before\n\nAfter",
                read("<html><body><p>Before</p>" + hidden + "<p>After</p></body></html>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>@media print{.old{display:none}}</style><p class=old>X</p>",
                "<style>@media (max-width: 600px) {.wide{display:none}}</style><p class=wide>X</p>",
                "<style>.answer{display:none} .open .answer{display:block}</style><p"
                        + " class=answer>X</p>",
                "<style>.answer{display:none} .answer.active{display:block}</style><p"
                        + " class=answer>X</p>",
                "<style>.tab{display:none} input:checked ~ .tab{display:flex}</style><p"
                        + " class=tab>X</p>",
                "<style>.panel{display:none}</style><p"
                        + " class=panel>X</p><script>p.style.display='block'</script>",
                "<style>.menu:empty, p + .old, .x:not(.y){display:none}</style><p class='old"
                        + " x'>X</p>",
                "<style>.box .old{display:none}</style><p class=old>X</p>",
                "<style>.old{display:none}</style><p class=old style='display:block'>X</p>",
                "<style>.older{display:none} .a{</style><p class=old>X</p>",
                "<style>a{text-decoration:none}</style><p><a href=#>X</a></p>"
            })
    void what_a_style_sheet_shows_in_some_state_is_read(String shown) {
        assertEquals("X", read("<html><body>" + shown + "</body></html>"));
    }

    @Test
    void items_keep_the_numbers_a_browser_shows() {
        assertEquals(
                """
                5. Loosen the bolt
                6. Turn the wheel
                a. to the left
                b. to the right
                9. Fasten the bolt

                iv. Four
                v. Five

                - none\
                """,
                read(
                        "<html><ol start=5><li>Loosen the bolt<li>Turn the wheel<ol type=a><li>to"
                                + " the left<li><p>to the right</p></ol><li value=9>Fasten the"
                                + " bolt</ol><ol type=i"
                                + " start=4><li>Four</li><li>Five</li></ol><ul><li>none</ul>"));
    }

    @Test
    void words_stand_apart_as_a_page_shows_them() {
        assertEquals(
                "Mail Order and links run\n\nHelp Contact\n\nA room of 12 m² costs 40 €¹ a night.",
                read(
                        "<html><p>Mail<a href=#>Order</a> and <a>link</a>s run</p><p><a>Help</a><a>"
                                + "Contact</a></p><p>A room of 12 m<sup>2</sup> costs 40"
                                + " €<sup><a>1</a></sup> a night."));
    }

    @Test
    void a_group_above_columns_and_a_merged_cell_belong_to_every_value_they_cover() {
        assertEquals(
                """
                Room: Attic; Price in May: 40 €; Price in July: 55 €; Beds: 1
                Room: Loft; Price in July: 75 €; Beds: 1\
                """,
                read(
                        "<table><tr><th rowspan=2>Room<th colspan=2>Price<th"
                                + " rowspan=2>Beds</tr><tr><th>in May<th>in"
                                + " July</tr><tr><td>Attic<td>40 €<td>55 €<td"
                                + " rowspan=2>1</tr><tr><td>Loft<td><td>75 €</tr></table>"));
    }

    @Test
    void a_header_is_found_without_being_marked_and_a_layout_has_none() {
        assertEquals(
                "Tool: Saw; Per day new: 7 €; Per day used: 5 €\nTool: Drill; Per day used: 9 €",
                read(
                        "<table><tr><td>Tool<td colspan=2>Per"
                            + " day</tr><tr><td></td><td>new<td>used</tr><tr><td>Saw<td>7 €<td>5"
                            + " €</tr><tr><td>Drill<td><td>9 €</tr></table>"));
        assertEquals(
                "Street | Harbour 4\nTown | Bergen",
                read("<table><tr><td>Street<td>Harbour 4<tr><td>Town<td>Bergen</table>"));
        assertEquals(
                "Accessories\nName: Bell; Price: 4 €",
                read(
                        "<table><thead><tr><td>Name<td>Price</tr></thead><tr><td"
                                + " colspan=2>Accessories</tr><tr><td>Bell<td>4 €</tr></table>"));
    }

    @Test
    void the_footer_is_read_once_and_the_menu_is_not() {
        String page =
                read(
                        "<html><nav>Home</nav><p>Text.</p><footer><nav>Jobs</nav>Call 555"
                                + " 0100</footer><footer>Call 555 0100</footer></html>");

        assertEquals("Text.\n\nCall 555 0100", page);
        String main = "The main part tells what the page is about. ".repeat(6).strip();
        assertEquals(
                main + "\n\nCall 555 0100",
                read(
                        "<div>Cookies?</div><main>"
                                + main
                                + "</main><p>More</p><footer>Call 555 0100"));
    }

    @Test
    void questions_that_a_page_gives_as_data_are_read_unless_it_shows_them() {
        String data =
                """
                <script type="application/ld+json">{"@graph":[{"@type":["FAQPage"],"mainEntity":[
                {"@type":"Question","name":"Do you hire out tents?","acceptedAnswer":{"@type":"Answer","text":"Yes, for <b>8 €</b> &amp; a deposit."}},
                {"@type":"Question","name":"Dogs?","acceptedAnswer":[{"text":"They are welcome."}]}]}]}</script>
                """;

        assertEquals(
                """
                # Camp

                They are welcome.

                ## Do you hire out tents?

                Yes, for 8 € & a deposit.\
                """,
                read("<html>" + data + "<h1>Camp</h1><p>They are welcome.</p></html>"));
        assertFalse(read("<html>" + data.replace("]}", "") + "<p>Text").contains("tents"));
    }

    @Test
    void code_is_fenced_so_that_none_of_its_lines_is_a_heading() {
        assertEquals(
                "````\n# make\n```\n````\n\nEnd",
                read("<html><pre><code># make\n```\n</code></pre><p>End</p></html>"));
    }

    @Test
    void what_is_said_of_a_term_has_it_before_it() {
        assertEquals(
                """
                Rates

                Breakfast: 12 €
                Single, Double: 80 €
                Single, Double: with a bath

                Do you take dogs?

                Small ones.

                The end.\
                """,
                read(
                        "<p>Rates</p><dl><dt>Breakfast</dt><dd>12 €</dd><div><dt>Single<dt>Double"
                                + "<dd><p>80 €</p><dd>with a bath</div></dl>"
                                + "<dl><dt>Do you take dogs?<dd>Small ones.</dl><p>The end."));
        assertEquals(
                "Colours\n\n- red\n- blue\n\nNothing",
                read("<dl><dt>Colours<dd><ul><li>red<li>blue</ul><dt>Nothing</dl>"));
    }
}
