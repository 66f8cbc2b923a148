package handcar.inbox;

import module java.base;

import handcar.chat.StaffActor;
import handcar.db.Database;
import handcar.problem.Problem;

/// Puts what is known into the variables of a reply: `{{contact.name}}`, `{{contact.email}}`, `{{contact.phone}}`, `{{agent.name}}`,
/// `{{agent.company}}`, `{{staff.name}}`. Other text in braces stays.
final class ReplyVariables {
    private static final Pattern VARIABLE =
            Pattern.compile("\\{\\{\\s*((?:contact|agent|staff)\\.[a-z_]+)\\s*}}");

    private static final String STAFF_NAME = "staff.name";

    private static final List<String> OF_CONVERSATION =
            List.of(
                    "contact.name",
                    "contact.email",
                    "contact.phone",
                    "agent.name",
                    "agent.company");

    private final Database db;

    ReplyVariables(Database db) {
        this.db = db;
    }

    /// The text with its variables filled in; [Problem.BadFields] names one that is empty here or that does not exist.
    String fill(UUID conversation, StaffActor by, String text) {
        if (!VARIABLE.matcher(text).find()) {
            return text;
        }
        Map<String, String> values = new HashMap<>(values(conversation));
        values.put(STAFF_NAME, by.actor().name());
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(values, found.group(1))));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new Problem.BadFields(
                    "content",
                    "there is no variable "
                            + name
                            + "; there are "
                            + String.join(", ", OF_CONVERSATION)
                            + " and "
                            + STAFF_NAME);
        }
        if (value.isBlank()) {
            throw new Problem.BadFields(
                    "content", name + " is not known here; write it in place of the variable");
        }
        return value;
    }

    private Map<String, String> values(UUID conversation) {
        return db.named("inbox.reply-values")
                .with("conversation", conversation)
                .first(
                        row ->
                                OF_CONVERSATION.stream()
                                        .collect(Collectors.toMap(name -> name, row::text)))
                .orElseThrow(Problem.notFound("conversation"));
    }
}
