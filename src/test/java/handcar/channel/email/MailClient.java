package handcar.channel.email;

import module java.base;

/// Mail programs and the form in which each copies the mail that it answers.
enum MailClient {
    GMAIL_WEB {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<div dir=\"ltr\">%s</div><br><div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">%s<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex\">%s</blockquote></div>"
                    .formatted(fresh, escaped(by.gmail), old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n\n" + by.gmail + "\n\n" + quoted(old) + "\n";
        }
    },
    GMAIL_INLINE {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            List<String> parts = List.of(fresh.split("<br>|\n"));
            String rest = String.join("<br>", parts.subList(1, parts.size()));
            return "<div dir=\"ltr\"><div>%s</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">%s<br></div><blockquote class=\"gmail_quote\">%s</blockquote><div>%s</div><blockquote class=\"gmail_quote\"><div>%s</div></blockquote></div></div>"
                    .formatted(parts.getFirst(), escaped(by.gmail), old, rest, old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            List<String> parts = List.of(fresh.split("<br>|\n"));
            return parts.getFirst()
                    + "\n\n"
                    + by.gmail
                    + "\n\n"
                    + quoted(old)
                    + "\n"
                    + String.join("\n", parts.subList(1, parts.size()))
                    + "\n"
                    + quoted(old);
        }
    },
    GMAIL_ANDROID_PLAIN {
        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n\n" + by.gmail.replace(" <help@", "\n<help@") + "\n\n" + quoted(old);
        }
    },
    OUTLOOK_DESKTOP {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<div class=WordSection1><p class=MsoNormal>%s<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>%s</b> Shop &lt;help@shop.example&gt; <br><b>%s</b> %s<br><b>%s</b> Ann &lt;ann@customer.example&gt;<br><b>%s</b> Re: Bike<o:p></o:p></p></div><p class=MsoNormal>%s</p></div>"
                    .formatted(fresh, by.from, by.sent, by.date, by.to, by.subject, old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n\n" + head(by) + "\n\n" + bare(old);
        }
    },
    OUTLOOK_PLAIN {
        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n\n-----" + by.original + "-----\n" + head(by) + "\n\n" + bare(old);
        }
    },
    OUTLOOK_WEB {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body dir=\"ltr\"><div class=\"elementToProof\">%s</div><div id=\"appendonsend\"></div><hr style=\"display:inline-block;width:98%%\" tabindex=\"-1\"><div id=\"divRplyFwdMsg\" dir=\"ltr\"><font><b>%s</b> Shop &lt;help@shop.example&gt;<br><b>%s</b> %s<br><b>%s</b> Ann<br><b>%s</b> Re: Bike</font><div>&nbsp;</div></div><div>%s</div></body></html>"
                    .formatted(fresh, by.from, by.sent, by.date, by.to, by.subject, old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n________________________________\n" + head(by) + "\n\n" + bare(old);
        }
    },
    OUTLOOK_PHONE {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body><div dir=\"ltr\">%s</div><div dir=\"ltr\"><br></div><div id=\"mail-editor-reference-message-container\"><div class=\"ms-outlook-mobile-reference-message\"><hr><div><b>%s</b> Shop<br><b>%s</b> %s<br></div><div>%s<blockquote>older</blockquote>end</div></div></div></body></html>"
                    .formatted(fresh, by.from, by.sent, by.date, old);
        }
    },
    APPLE_MAIL {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body>%s<br><div><br><blockquote type=\"cite\"><div>%s</div><br class=\"Apple-interchange-newline\"><div>%s</div></blockquote></div><br></body></html>"
                    .formatted(fresh, escaped(by.apple), old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n\n> " + by.apple + "\n> \n" + quoted(old);
        }
    },
    IPHONE {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><head></head><body dir=\"auto\">%s<div dir=\"ltr\"></div><div dir=\"ltr\"><br><blockquote type=\"cite\">%s<br><br></blockquote></div><blockquote type=\"cite\"><div dir=\"ltr\">%s</div></blockquote></body></html>"
                    .formatted(fresh, escaped(by.apple), old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh
                    + "\n\n"
                    + by.phone
                    + "\n\n> "
                    + by.apple
                    + "\n> \n> \uFEFF"
                    + bare(old).replace("\n", "\n> ");
        }
    },
    THUNDERBIRD {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body><p>%s</p><div class=\"moz-cite-prefix\">%s<br></div><blockquote type=\"cite\" cite=\"mid:x@shop.example\">%s</blockquote></body></html>"
                    .formatted(fresh, escaped(by.thunderbird), old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n\n" + by.thunderbird + "\n" + quoted(old);
        }
    },
    THUNDERBIRD_BELOW {
        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return by.thunderbird + "\n" + quoted(old) + "\n\n" + fresh;
        }
    },
    YAHOO {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body><div class=\"ydp1yahoo-style-wrap\"><div dir=\"ltr\">%s</div><div><br></div></div><div id=\"yahoo_quoted_123\" class=\"yahoo_quoted\"><div><div>%s</div><div><br></div><div><div id=\"yiv1\">%s</div></div></div></div></body></html>"
                    .formatted(fresh, escaped(by.gmail), old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n\n    " + by.gmail + "\n \n " + bare(old).replace("\n", "\n ");
        }
    },
    QQ {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<div>%s</div><div><br></div><div style=\"font-size: 12px;padding:2px 0 2px 0;\">------------------&nbsp;%s&nbsp;------------------</div><div style=\"font-size: 12px;background:#efefef;padding:8px;\"><div><b>%s</b>&nbsp;\"Shop\" &lt;help@shop.example&gt;;</div><div><b>%s</b>&nbsp;%s</div><div><b>%s</b>&nbsp;\"Ann\"&lt;ann@customer.example&gt;;</div><div><b>%s</b>&nbsp;Re: Bike</div></div><div>%s</div>"
                    .formatted(
                            fresh, by.original, by.from, by.sent, by.date, by.to, by.subject, old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh
                    + "\n\n------------------ "
                    + by.original
                    + " ------------------\n"
                    + head(by)
                    + "\n\n"
                    + bare(old);
        }
    },
    NETEASE {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<div>%s</div><br><div>%s</div><blockquote id=\"isReplyContent\" style=\"PADDING-LEFT: 1ex\">%s</blockquote>"
                    .formatted(fresh, escaped(by.gmail), old);
        }
    },
    SAMSUNG {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body><div dir=\"auto\">%s</div><div><br></div><div align=\"left\" dir=\"auto\" style=\"font-size:100%%;color:#000000\"><div>-------- %s --------</div><div>%s Shop &lt;help@shop.example&gt; </div><div>%s %s </div><div>%s Ann </div><div>%s Re: Bike </div><div><br></div></div>%s</body></html>"
                    .formatted(
                            fresh, by.original, by.from, by.sent, by.date, by.to, by.subject, old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh
                    + "\n\n"
                    + by.phone
                    + "\n\n-------- "
                    + by.original
                    + " --------\n"
                    + head(by)
                    + "\n\n"
                    + bare(old);
        }
    },
    PROTON {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<div style=\"font-family: Arial;\">%s</div><div class=\"protonmail_quote\">%s<br><blockquote class=\"protonmail_quote\" type=\"cite\">%s</blockquote><br></div>"
                    .formatted(fresh, escaped(by.gmail), old);
        }
    },
    ZOHO {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<div>%s</div><div class=\"zmail_extra\" style=\"\"><div id=\"Zm-_Id_-Sgn1\">---- %s ----<br></div><blockquote id=\"blockquote_zmail\" style=\"margin: 0px;\">%s</blockquote></div>"
                    .formatted(fresh, escaped(by.gmail.replaceFirst("\\s?[:：]$", "")), old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh
                    + "\n\n---- "
                    + by.gmail.replaceFirst("\\s?[:：]$", "")
                    + " ----\n"
                    + quoted(old);
        }
    },
    GMX {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body><div>%s</div><div> <div name=\"quote\" style=\"margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;\"><div style=\"margin:0 0 10px 0;\"><b>%s</b>&nbsp;%s<br/><b>%s</b>&nbsp;\"Shop\" &lt;help@shop.example&gt;<br/><b>%s</b>&nbsp;Ann<br/><b>%s</b>&nbsp;Re: Bike</div><div name=\"quoted-content\">%s</div></div></div></body></html>"
                    .formatted(fresh, by.sent, by.date, by.from, by.to, by.subject, old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh
                    + "\n\n"
                    + by.sent
                    + " "
                    + by.date
                    + "\n"
                    + by.from
                    + " \"Shop\" <help@shop.example>\n"
                    + by.to
                    + " Ann\n"
                    + by.subject
                    + " Re: Bike\n"
                    + bare(old);
        }
    },
    MAIL_RU {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body><div>%s</div><blockquote style=\"border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;\">%s<br>&nbsp;<div>%s</div></blockquote></body></html>"
                    .formatted(fresh, escaped(by.gmail), old);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return fresh + "\n\n>" + by.gmail + "\n>\n" + quoted(old);
        }
    },
    ROUNDCUBE {
        @Override
        String html(MailLanguage by, String fresh, String old) {
            return "<html><body><p id=\"reply-intro\">%s</p><blockquote type=\"cite\" style=\"padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0\">%s</blockquote><p>%s</p></body></html>"
                    .formatted(escaped(by.thunderbird), old, fresh);
        }

        @Override
        String plain(MailLanguage by, String fresh, String old) {
            return by.thunderbird + "\n" + quoted(old) + "\n\n" + fresh;
        }
    };

    /// The plain part; empty when the program sends HTML alone.
    String plain(MailLanguage by, String fresh, String old) {
        return "";
    }

    /// The HTML part; empty when the program sends plain text alone.
    String html(MailLanguage by, String fresh, String old) {
        return "";
    }

    private static String head(MailLanguage by) {
        return by.from
                + " Shop <help@shop.example>\n"
                + by.sent
                + " "
                + by.date
                + "\n"
                + by.to
                + " Ann <ann@customer.example>\n"
                + by.subject
                + " Re: Bike";
    }

    private static String bare(String html) {
        return html.replaceAll("<br>|</p><p>", "\n").replaceAll("<[^>]*>", "");
    }

    private static String quoted(String html) {
        return "> " + bare(html).replace("\n", "\n> ");
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace(">", "&gt;");
    }
}
