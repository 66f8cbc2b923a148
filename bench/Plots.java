import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// One page of plots out of all CSV files in bench/results, with the tables below them: index.html, which needs nothing
/// else. Files it has no plot for are shown as tables only.
final class Plots {
    /// Longer ones are only drawn.
    private static final int MOST_ROWS = 100;

    private static final Path FOLDER = Path.of("bench", "results");
    private static final List<String> COLORS =
            List.of("#7a8490", "#0b6e4f", "#53b175", "#c0592b", "#6b4fa0", "#2f6db5");

    /// Who is in several plots has the same colour in each.
    private static final List<String> KNOWN =
            List.of("direct", "handcar", "handcar-cached", "portkey", "fastify");

    /// A bar chart: for each group one bar per series.
    ///
    /// @param file without its ending
    /// @param group columns that make a group's name
    /// @param goal a line to reach, or NaN
    private record Bars(
            String file,
            String title,
            List<String> group,
            String series,
            String value,
            double goal) {}

    private static final List<Bars> BARS =
            List.of(
                    new Bars(
                            "gateway",
                            "Gateway: requests a second",
                            List.of("delay_ms", "connections"),
                            "target",
                            "per_second",
                            Double.NaN),
                    new Bars(
                            "gateway",
                            "Gateway: added to the median, ms",
                            List.of("delay_ms", "connections"),
                            "target",
                            "added_p50_ms",
                            Double.NaN),
                    new Bars(
                            "gateway",
                            "Gateway: added at p99, ms",
                            List.of("delay_ms", "connections"),
                            "target",
                            "added_p99_ms",
                            Double.NaN),
                    new Bars(
                            "gateway",
                            "Gateway: processor time of a request, µs",
                            List.of("delay_ms", "connections"),
                            "target",
                            "cpu_us",
                            Double.NaN),
                    new Bars(
                            "gateway",
                            "Gateway: resident memory, MB",
                            List.of("delay_ms", "connections"),
                            "target",
                            "rss_mb",
                            Double.NaN),
                    new Bars(
                            "gateway-streams",
                            "Streams: added to the time to the first word, median, ms",
                            List.of("streams"),
                            "target",
                            "added_p50_ms",
                            2),
                    new Bars(
                            "gateway-streams",
                            "Streams: words lost",
                            List.of("streams"),
                            "target",
                            "lost_words",
                            Double.NaN),
                    new Bars(
                            "visitors",
                            "Visitors: resident memory, MB",
                            List.of("what"),
                            "visitors",
                            "rss_mb",
                            512),
                    new Bars(
                            "visitors",
                            "Visitors: longest way of an answer, ms",
                            List.of("what"),
                            "visitors",
                            "longest_ms",
                            2000),
                    new Bars(
                            "turns",
                            "Chat turns a second, end to end",
                            List.of("visitors"),
                            "",
                            "per_second",
                            Double.NaN),
                    new Bars(
                            "retrieval-scale",
                            "Search: p50, ms",
                            List.of("passages"),
                            "index",
                            "p50_ms",
                            Double.NaN),
                    new Bars(
                            "retrieval-scale",
                            "Search: p95, ms",
                            List.of("passages"),
                            "index",
                            "p95_ms",
                            Double.NaN),
                    new Bars(
                            "slow-clients",
                            "Slow clients: the probe's p99, ms",
                            List.of("what"),
                            "",
                            "probe_p99_ms",
                            50));

    public static void main(String[] args) throws IOException {
        Map<String, List<Map<String, String>>> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.list(FOLDER)) {
            for (Path file :
                    all.filter(f -> f.toString().endsWith(".csv"))
                            .sorted(Comparator.naturalOrder())
                            .toList()) {
                files.put(file.getFileName().toString().replace(".csv", ""), read(file));
            }
        }
        StringBuilder page = new StringBuilder(HEAD);
        for (Bars bars : BARS) {
            List<Map<String, String>> rows = files.getOrDefault(bars.file(), List.of());
            page.append(rows.isEmpty() ? "" : chart(bars, rows));
        }
        if (files.containsKey("soak")) {
            page.append(
                    line(
                            "Soak: resident memory, MB, over seconds",
                            files.get("soak"),
                            "seconds",
                            "rss_mb"));
        }
        files.forEach((name, rows) -> page.append(rows.size() > MOST_ROWS ? "" : table(name, rows)));
        Path out = FOLDER.resolve("index.html");
        Files.writeString(out, page.append("</main></body></html>\n"));
        System.out.println(out);
    }

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Handcar, measured</title>
            <meta name="viewport" content="width=device-width">
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; color: #1d2329; background: #fff; margin: 2rem }
            main { max-width: 980px; margin: auto }
            svg { width: 100%; height: auto; margin-bottom: 1.5rem }
            table { border-collapse: collapse; font-size: 13px; margin-bottom: 2rem }
            td, th { border-bottom: 1px solid #d9dee3; padding: 2px 10px; text-align: right }
            td:first-child, th:first-child { text-align: left }
            </style></head><body><main><h1>Handcar, measured</h1>
            <p>Drawn from the CSV files beside this page; method and limits are in bench/README.md.</p>
            """;

    private static List<Map<String, String>> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Map<String, String>> rows = new ArrayList<>();
        String[] names = lines.getFirst().split(",", -1);
        for (String text : lines.subList(1, lines.size())) {
            String[] cells = text.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(names.length, cells.length); i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static String chart(Bars bars, List<Map<String, String>> rows) {
        Map<String, Map<String, Double>> groups = new LinkedHashMap<>();
        List<String> series = new ArrayList<>();
        for (Map<String, String> row : rows) {
            double value = number(row.get(bars.value()));
            if (Double.isNaN(value)) {
                continue;
            }
            String one = row.getOrDefault(bars.series(), bars.value());
            if (!series.contains(one)) {
                series.add(one);
            }
            groups.computeIfAbsent(name(bars, row), _ -> new LinkedHashMap<>()).put(one, value);
        }
        double most =
                groups.values().stream()
                        .flatMap(group -> group.values().stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(1);
        most = Math.max(Math.max(most, Double.isNaN(bars.goal()) ? 0 : bars.goal() * 1.1), 1e-9);
        StringBuilder svg = new StringBuilder(frame(bars.title(), series));
        double wide = 900.0 / Math.max(1, groups.size());
        int at = 0;
        for (Map.Entry<String, Map<String, Double>> group : groups.entrySet()) {
            double left = 60 + at++ * wide;
            double bar = Math.min(40, (wide - 24) / series.size());
            for (int i = 0; i < series.size(); i++) {
                Double value = group.getValue().get(series.get(i));
                svg.append(value == null ? "" : bar(left + i * bar, bar - 2, value, most, color(series, i)));
            }
            svg.append(text(left, 285, "start", group.getKey()));
        }
        if (!Double.isNaN(bars.goal())) {
            double y = 260 - 200 * bars.goal() / most;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"55\" x2=\"960\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#b00020\""
                                + " stroke-dasharray=\"4 4\"/>",
                            y,
                            y));
            svg.append(text(960, y - 4, "end", "goal " + shown(bars.goal())));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String name(Bars bars, Map<String, String> row) {
        List<String> parts = new ArrayList<>();
        for (String column : bars.group()) {
            String value = row.getOrDefault(column, "");
            switch (column) {
                case "delay_ms" -> parts.add(value + " ms");
                case "connections" -> parts.add(value + " conn.");
                default -> parts.add(value);
            }
        }
        return String.join(", ", parts);
    }

    private static String color(List<String> series, int at) {
        int known = KNOWN.indexOf(series.get(at));
        return COLORS.get((known < 0 ? at : known) % COLORS.size());
    }

    private static String bar(double left, double wide, double value, double most, String color) {
        double high = Math.max(0, 200 * value / most);
        return String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                        left,
                        260 - high,
                        Math.max(1, wide),
                        high,
                        color)
                + String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"9\""
                            + " text-anchor=\"middle\">%s</text>",
                        left + wide / 2,
                        256 - high,
                        shown(value));
    }

    private static String line(String title, List<Map<String, String>> rows, String x, String y) {
        double[] xs = rows.stream().mapToDouble(row -> number(row.get(x))).toArray();
        double[] ys = rows.stream().mapToDouble(row -> number(row.get(y))).toArray();
        double widest = Math.max(1, java.util.Arrays.stream(xs).max().orElse(1));
        double most = java.util.Arrays.stream(ys).max().orElse(1) * 1.1;
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            60 + 900 * xs[i] / widest,
                            260 - 200 * ys[i] / most));
        }
        return frame(title, List.of(y))
                + "<polyline fill=\"none\" stroke=\"#0b6e4f\" stroke-width=\"2\" points=\""
                + points
                + "\"/>"
                + text(60, 285, "start", "0")
                + text(960, 285, "end", shown(widest))
                + text(55, 64, "end", shown(most))
                + "</svg>\n";
    }

    private static String frame(String title, List<String> series) {
        StringBuilder svg =
                new StringBuilder(
                        "<svg viewBox=\"0 0 980 300\" font-family=\"system-ui, sans-serif\""
                            + " role=\"img\">");
        svg.append("<text x=\"0\" y=\"20\" font-size=\"16\" font-weight=\"600\">")
                .append(escaped(title))
                .append("</text>");
        svg.append("<line x1=\"55\" x2=\"960\" y1=\"260\" y2=\"260\" stroke=\"#7a8490\"/>");
        double at = 0;
        for (int i = 0; i < series.size() && series.size() > 1; i++) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<rect x=\"%.0f\" y=\"30\" width=\"10\" height=\"10\" fill=\"%s\"/>",
                            at,
                            color(series, i)));
            svg.append(text(at + 14, 39, "start", series.get(i)));
            at += 34 + series.get(i).length() * 7.0;
        }
        return svg.toString();
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" text-anchor=\"%s\">%s</text>",
                x,
                y,
                anchor,
                escaped(text));
    }

    private static String table(String name, List<Map<String, String>> rows) {
        if (rows.isEmpty() || rows.size() > 200) {
            return "";
        }
        StringBuilder table = new StringBuilder("<h2>" + escaped(name) + "</h2><table><tr>");
        rows.getFirst()
                .keySet()
                .forEach(column -> table.append("<th>").append(escaped(column)).append("</th>"));
        for (Map<String, String> row : rows) {
            table.append("</tr><tr>");
            row.values()
                    .forEach(cell -> table.append("<td>").append(escaped(cell)).append("</td>"));
        }
        return table.append("</tr></table>\n").toString();
    }

    private static double number(String text) {
        return text == null || text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private static String shown(double value) {
        return String.format(
                Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
