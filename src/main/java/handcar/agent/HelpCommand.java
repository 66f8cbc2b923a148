package handcar.agent;

import module java.base;

import handcar.text.ResourceProperties;

/// The command `/help`, which apps show to everybody: answered with who we are and what the agent can do, and looked up nowhere.
final class HelpCommand {
    private static final Properties TEXTS =
            ResourceProperties.read(HelpCommand.class, "help.properties");

    private static final Pattern COMMAND = Pattern.compile("(?i)\\s*/help(?:@\\w{1,40})?\\s*");

    private HelpCommand() {}

    static boolean isIn(String message) {
        return COMMAND.matcher(message).matches();
    }

    /// @param language ISO 639-1; English where there is no text
    static String reply(Agent agent, String language) {
        String text = TEXTS.getProperty(language, Objects.requireNonNull(TEXTS.getProperty("en")));
        return text.replace("{name}", agent.company().isBlank() ? agent.name() : agent.company());
    }
}
