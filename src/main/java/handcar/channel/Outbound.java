package handcar.channel;

import module java.base;

/// What one part of a message consists of.
public sealed interface Outbound {

    /// @param text within the channel's limit and in its markup
    record Text(String text) implements Outbound {}

    /// A message that the provider approved beforehand; the only kind that some providers deliver when the customer has not
    /// written lately.
    ///
    /// @param name as it is registered at the provider
    /// @param language as it is registered, such as `en_US`
    /// @param header what fills the header; empty when the template has none or a fixed one
    /// @param body what fills the body's variables, in their order when they are numbered
    /// @param buttons what fills the buttons' variables, in their order
    record Template(
            String name,
            String language,
            Optional<Header> header,
            List<Parameter> body,
            List<Button> buttons)
            implements Outbound {
        public Template {
            body = List.copyOf(body);
            buttons = List.copyOf(buttons);
        }
    }

    /// What fills a template's header.
    sealed interface Header {
        record Words(Parameter parameter) implements Header {}

        record File(Media media) implements Header {}
    }

    /// The value of a template's variable.
    ///
    /// @param name of a named variable; empty for a numbered one
    record Parameter(Optional<String> name, String text) {
        public static Parameter numbered(String text) {
            return new Parameter(Optional.empty(), text);
        }

        public static Parameter named(String name, String text) {
            return new Parameter(Optional.of(name), text);
        }
    }

    /// The variable of a template's button.
    ///
    /// @param index from 0, counting all buttons of the template
    record Button(Action action, int index, String value) {
        /// What a press does: opens an address that ends with the value, or answers with it.
        public enum Action {
            URL,
            QUICK_REPLY
        }
    }

    /// A file.
    ///
    /// @param source where the provider finds it
    /// @param caption in the channel's markup
    /// @param fileName what the customer sees, of a document
    record Media(Type type, Source source, Optional<String> caption, Optional<String> fileName)
            implements Outbound {
        public enum Type {
            IMAGE,
            AUDIO,
            VIDEO,
            DOCUMENT,
            STICKER
        }
    }

    /// Where a provider finds a file.
    sealed interface Source {
        /// @param uri which the provider fetches
        record Link(URI uri) implements Source {}

        /// @param id which the provider gave to the file when it was uploaded
        record Uploaded(String id) implements Source {}
    }
}
