package handcar.agent;

import module java.base;

import handcar.http.JsonBody;
import handcar.json.JsonView;

/// What the chat of an agent looks like on a website.
///
/// @param avatarUrl a picture of the agent at an https address; empty for Handcar's own
/// @param color of the button and of what the visitor says, `#rrggbb`; empty for Handcar's own
/// @param position in which corner of the page it stands
public record AgentLook(String avatarUrl, String color, Position position) {
    /// A corner at the foot of a page.
    public enum Position {
        RIGHT,
        LEFT
    }

    /// Handcar's own.
    static final AgentLook USUAL = new AgentLook("", "", Position.RIGHT);

    private static final int LONGEST_ADDRESS = 500;
    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

    /// What stands in a Content-Security-Policy unquoted: no blank, no semicolon, no comma.
    private static final Pattern AVATAR =
            Pattern.compile("https://[^\\s;,/?#@\"'\\\\]+/[^\\s\"'\\\\]*");

    static AgentLook of(JsonView row) {
        return new AgentLook(
                row.text("avatar_url").orElse(""),
                row.text("color").orElse(""),
                row.text("position").orElse("").equals("left") ? Position.LEFT : Position.RIGHT);
    }

    /// The look in which the fields that were sent replace the present ones; an empty text takes Handcar's own again.
    AgentLook change(JsonBody body) {
        String avatar = body.findText("avatar_url", 0, LONGEST_ADDRESS).orElse(avatarUrl).strip();
        Optional<String> picture = avatar.isEmpty() ? Optional.of(avatar) : picture(avatar);
        if (picture.isEmpty()) {
            body.fault(
                    "avatar_url",
                    "must be the address of a picture, such as https://shop.example/dora.png");
        }
        String wanted = body.findText("color", 0, 7).orElse(color).strip().toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && !COLOR.matcher(wanted).matches()) {
            body.fault("color", "must be a colour such as #17624b");
        }
        Position place = body.has("position") ? body.oneOf("position", position) : position;
        return new AgentLook(picture.orElse(""), wanted, place);
    }

    /// The address as a browser asks for it.
    private static Optional<String> picture(String address) {
        int path = address.indexOf('/', 8);
        return Optional.of(address)
                .filter(given -> AVATAR.matcher(given).matches())
                .flatMap(given -> SiteOrigin.of(given.substring(0, path)))
                .map(origin -> origin + address.substring(path));
    }

    /// The JSON of the API.
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("avatar_url", avatarUrl);
        json.put("color", color);
        json.put("position", position.name().toLowerCase(Locale.ROOT));
        return json;
    }
}
