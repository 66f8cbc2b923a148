package handcar.channel.email;

import module java.base;

/// Message identifiers (RFC 5322, 3.6.4): `<left@right>`. Ours contain the id of the delivery.
final class MessageIds {
    /// PostgreSQL does not index longer ones.
    private static final int LONGEST = 900;

    /// Of a long thread the newest identifiers are enough.
    private static final int MOST = 50;

    private static final Pattern NAME = Pattern.compile("<([^<>\\s]{1,900})>");

    private static final Pattern OURS =
            Pattern.compile(
                    "\\bhandcar\\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@");

    private MessageIds() {}

    /// Our identifier for a delivery; the same when it is sent again.
    static String of(UUID delivery, String from) {
        return "handcar." + delivery + "@" + from.substring(from.indexOf('@') + 1);
    }

    /// The delivery of one of our identifiers.
    static Optional<UUID> delivery(String name) {
        Matcher found = OURS.matcher(name);
        return found.find() ? Optional.of(UUID.fromString(found.group(1))) : Optional.empty();
    }

    /// The identifiers of the mails a mail replies to, the nearest first, each once.
    static List<String> answered(String inReplyTo, String references) {
        List<String> earlier = names(references);
        Set<String> nearest = new LinkedHashSet<>(names(inReplyTo));
        nearest.addAll(earlier.reversed());
        return nearest.stream().limit(MOST).toList();
    }

    /// The identifiers in one header, in their order.
    static List<String> names(String header) {
        List<String> names = new ArrayList<>();
        Matcher found = NAME.matcher(header);
        while (found.find()) {
            names.add(found.group(1));
        }
        if (names.isEmpty() && !header.isBlank()) {
            // some programs omit the brackets
            String bare = header.strip();
            if (bare.length() <= LONGEST && bare.matches("[^\\s<>]+")) {
                names.add(bare);
            }
        }
        return names;
    }

    /// The header `References` of a reply: the mail's own references, then the mail; the newest twenty.
    static String references(String before, String name) {
        List<String> all = new ArrayList<>(names(before));
        all.remove(name);
        all.add(name);
        List<String> kept = all.subList(Math.max(0, all.size() - 20), all.size());
        return "<" + String.join("> <", kept) + ">";
    }
}
