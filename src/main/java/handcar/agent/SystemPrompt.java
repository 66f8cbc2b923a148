package handcar.agent;

/// The prompt that stands before the conversation.
///
/// @param canary a word that no answer may have; it shows that an answer repeats the prompt
/// @param instructions what is not for the customer
/// @param sources what is
record SystemPrompt(String canary, String instructions, String sources) {
    String text() {
        return instructions + "\n\n" + sources;
    }
}
