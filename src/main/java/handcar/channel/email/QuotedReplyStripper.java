package handcar.channel.email;

import module java.base;

/// Removes the quoted history below a reply, and the signature. In doubt text is kept, and a mail that would be empty is kept
/// whole.
final class QuotedReplyStripper {
    /// What people's programs write over a copied mail: "On Mon, 3 Nov 2025 at 10:00, Shop <help@shop.example> wrote:".
    private static final List<Pattern> WROTE =
            List.of(
                    over("On ", "wrote"),
                    over("Am ", "schrieb[^:]{0,200}"),
                    over("Le ", "a écrit"),
                    over("El ", "escribió"),
                    over("Il ", "ha scritto"),
                    over("(?:Em|No dia|A) ", "escreveu"),
                    over("Op ", "schreef[^:]{0,200}"),
                    Pattern.compile("^[^\\n]{0,40}\\d{4} г\\. в \\d{1,2}:\\d{2}, [^\\n]{1,300}:$"),
                    over("", "(?:пишет|писал(?:\\(а\\)|а)?|написал(?:\\(а\\)|а)?)"),
                    over("(?:W dniu |Dnia )?", "(?:pisze|napisał(?:\\(a\\)|a)?)"));

    /// "-----Original Message-----", and the same in the languages of the others.
    private static final Pattern ORIGINAL =
            Pattern.compile(
                    "^-{2,}\\s?(?:Original Message|Original-Nachricht|Ursprüngliche"
                            + " Nachricht|Message d[’']origine|Message original|Mensaje"
                            + " original|Messaggio originale|Mensagem original|Oorspronkelijk"
                            + " bericht|Исходное сообщение|Пересылаемое сообщение|Wiadomość"
                            + " oryginalna|Oryginalna wiadomość)\\s?-{2,}$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern FORWARDED =
            Pattern.compile(
                    "^(?:-{2,}\\s?(?:Forwarded message|Weitergeleitete Nachricht|Message"
                        + " transféré|Mensaje reenviado|Messaggio inoltrato|Mensagem"
                        + " encaminhada|Doorgestuurd bericht|Пересланное сообщение|Wiadomość"
                        + " przekazana|Przekazana wiadomość)\\s?-{2,}|Begin forwarded message:)$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern FORWARDING =
            Pattern.compile("^(?:fwd?|wg|tr|rv|i|enc|doorst|pd)\\s?:.*", Pattern.CASE_INSENSITIVE);

    /// Outlook copies the head of the mail: who it was from, and then at least two of when, to whom and about what.
    private static final Pattern FROM =
            Pattern.compile("^\\*?(?:From|Von|De|Da|Van|От|Od)\\s?:\\*? ?\\S.{0,300}$");

    private static final Pattern HEAD =
            Pattern.compile(
                    "^\\*?(?:Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|Date|À|Objet|Enviado|Enviada"
                        + " em|Enviado"
                        + " el|Fecha|Para|Asunto|Inviato|Data|A|Oggetto|Assunto|Verzonden|Aan|Onderwerp|Отправлено|Дата|Кому|Тема|Wysłano|Do|Temat)\\s?:\\*?"
                        + " ?.{0,500}$");

    private static final Pattern PHONE =
            Pattern.compile(
                    "^(?:Sent from my |Sent from Outlook|Get Outlook for |Von meinem .{1,40}"
                        + " gesendet|Gesendet mit der |Envoyé de mon |Envoyé depuis |Enviado desde"
                        + " mi |Enviado do meu |Inviato da(?:l mio)? |Verstuurd vanaf mijn"
                        + " |Отправлено (?:с|из) |Wysłane z ).{0,80}$");

    private static final Pattern RULE = Pattern.compile("^[_\\-=*]{5,}$");

    /// Programs break the line above a quoted mail anywhere.
    private static final int LINES_OF_ONE = 4;

    private static final int LINES_OF_HEAD = 6;

    private final List<String> lines;
    private final boolean forwarding;

    private QuotedReplyStripper(List<String> lines, boolean forwarding) {
        this.lines = lines;
        this.forwarding = forwarding;
    }

    static String of(String whole, String subject) {
        List<String> lines = List.of(whole.split("\n", -1));
        String fresh = new QuotedReplyStripper(lines, FORWARDING.matcher(subject).matches()).read();
        return fresh.isEmpty() ? whole.strip() : fresh;
    }

    private static Pattern over(String start, String verb) {
        return Pattern.compile(
                "^" + start + "[^\\n]{4,400}?\\s" + verb + "\\s?:$", Pattern.UNICODE_CASE);
    }

    private String read() {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int wrote = wrote(i);
            if (wrote > 0 && quotedFrom(i + wrote)) {
                i += wrote - 1;
            } else if (wrote > 0 || isHistory(i, line)) {
                break;
            } else if (isSignature(i) && !kept.isEmpty()) {
                break;
            } else if (FORWARDED.matcher(line).matches()) {
                kept.addAll(lines.subList(i, lines.size()));
                break;
            } else if (!line.startsWith(">")) {
                kept.add(lines.get(i).stripTrailing());
            }
        }
        return finished(kept);
    }

    /// How many lines the words above a quoted mail take here; 0 when there are none.
    private int wrote(int at) {
        if (forwarding || lines.get(at).isBlank()) {
            return 0;
        }
        StringBuilder joined = new StringBuilder();
        for (int n = 1; n <= LINES_OF_ONE && at + n <= lines.size(); n++) {
            String line = lines.get(at + n - 1).strip();
            if (line.isEmpty()) {
                return 0;
            }
            joined.append(joined.isEmpty() ? "" : " ").append(line);
            if (line.endsWith(":") && joined.length() < 600) {
                String one = joined.toString();
                return one.chars().filter(Character::isDigit).count() >= 3
                                && WROTE.stream().anyMatch(form -> form.matcher(one).matches())
                        ? n
                        : 0;
            }
        }
        return 0;
    }

    /// Whether the quoted mail is marked line by line: then the text after it is new.
    private boolean quotedFrom(int at) {
        int next = at;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        return next < lines.size() && lines.get(next).startsWith(">");
    }

    private boolean isHistory(int at, String line) {
        if (forwarding) {
            return false;
        }
        return ORIGINAL.matcher(line).matches()
                || isHead(at, line)
                || (RULE.matcher(line).matches() && headFollows(at + 1));
    }

    private boolean headFollows(int at) {
        for (int i = at; i < lines.size() && i < at + 2; i++) {
            if (!lines.get(i).isBlank()) {
                return isHead(i, lines.get(i).strip());
            }
        }
        return false;
    }

    private boolean isHead(int at, String line) {
        if (!FROM.matcher(line).matches()) {
            return false;
        }
        long found =
                lines.subList(at + 1, Math.min(lines.size(), at + 1 + LINES_OF_HEAD)).stream()
                        .filter(next -> HEAD.matcher(next.strip()).matches())
                        .count();
        return found >= 2;
    }

    /// RFC 3676, 4.3; many programs lose the blank behind it.
    private boolean isSignature(int at) {
        String line = lines.get(at);
        return line.equals("-- ") || line.equals("--");
    }

    private static String finished(List<String> kept) {
        int end = kept.size();
        while (end > 0
                && (kept.get(end - 1).isBlank()
                        || PHONE.matcher(kept.get(end - 1).strip()).matches())) {
            end--;
        }
        return String.join("\n", kept.subList(0, end)).replaceAll("\n{3,}", "\n\n").strip();
    }
}
