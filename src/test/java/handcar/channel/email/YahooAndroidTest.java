package handcar.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import module java.base;

import org.junit.jupiter.api.Test;

/// Replies of Yahoo's program for Android, which puts the copied mail behind the line about it. From memory, not real mails: it is taken
/// off only where it is ours.
class YahooAndroidTest {
    private static final String SENT =
            """
            Your parcel has left our house.
            You can follow it under https://shop.example/t/1

            Kind regards, the shop\
            """;

    private static final String PLAIN =
            """
            Thanks, when does it come?

            Sent from Yahoo Mail on Android\s
            \s
              On Mon, Nov 30, 2026 at 10:00 AM, Shop<help@shop.example> wrote:   Your parcel has left our house.
            You can follow it under https://shop.example/t/1

            Kind regards, the shop
            """;

    private static final String HTML =
            "<html><body>Thanks, when does it come?<br><br><div id=\"ymail_android_signature\"><a"
                + " href=\"https://x\">Sent from Yahoo Mail on Android</a></div> <br> <blockquote"
                + " style=\"margin: 0 0 20px 0;\"> <div style=\"font-family:Roboto, sans-serif;"
                + " color:#6D00F6;\"> <div>On Mon, Nov 30, 2026 at 10:00 AM,"
                + " Shop</div><div>&lt;help@shop.example&gt; wrote:</div> </div> <div"
                + " style=\"padding: 10px 0 0 20px; margin: 10px 0 0 0; border-left: 1px solid"
                + " #6D00F6;\"><div>Your parcel has left our house.</div><div>You can follow it"
                + " under https://shop.example/t/1</div><div><br></div><div>Kind regards, the"
                + " shop</div> </div> </blockquote></body></html>";

    private static MailText read(List<String> sent, String text, String... more) throws Exception {
        List<String> head = new ArrayList<>(List.of("In-Reply-To: <shop.1@shop.example>"));
        head.addAll(List.of(more));
        return MailFixture.read(
                        MailFixture.fromAnn("x", "Re: Parcel", text, head.toArray(String[]::new)))
                .read(sent);
    }

    private static String both(String plain) {
        return "--b\nContent-Type: text/plain; charset=utf-8\n\n"
                + plain
                + "\n--b\nContent-Type: text/html; charset=utf-8\n\n"
                + HTML
                + "\n--b--";
    }

    @Test
    void whatIsOursBehindTheLineIsTakenOff() throws Exception {
        String fresh = "Thanks, when does it come?";
        assertEquals(fresh, read(List.of(SENT), PLAIN).fresh());
        String type = "Content-Type: multipart/alternative; boundary=b";
        assertEquals(fresh, read(List.of(SENT), both(PLAIN), type).fresh());
    }

    @Test
    void otherWordsStay() throws Exception {
        String more = PLAIN.strip() + "\nOn Tuesday nobody is here.";
        assertEquals(more.lines().count(), read(List.of(SENT), more).fresh().lines().count());
        assertEquals(PLAIN.strip(), read(List.of("Something else was sent."), PLAIN).fresh());
        String remark = "On Mon, Nov 30, 2026 at 10:00 AM, Shop wrote:   it comes on Monday.";
        assertEquals(remark, read(List.of(SENT), remark).fresh());
    }
}
