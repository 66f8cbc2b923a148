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

    /// A text with several files, for channels whose messages hold more than one (e-mail, Chatwoot).
    ///
    /// @param text may be empty
    record Bundle(String text, List<Media> files) implements Outbound {
        public Bundle {
            files = List.copyOf(files);
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

        /// Our own file; empty when the provider finds it elsewhere.
        public Optional<OutboundFile> kept() {
            return source instanceof Source.Kept(OutboundFile file)
                    ? Optional.of(file)
                    : Optional.empty();
        }

        /// The address where the provider may fetch it.
        public Optional<URI> link() {
            return switch (source) {
                case Source.Link(URI uri) -> Optional.of(uri);
                case Source.Kept(OutboundFile file) -> file.link();
                case Source.Uploaded _ -> Optional.empty();
            };
        }

        /// The same file, which the provider has under this id.
        @Override
        public Media uploaded(String id) {
            return new Media(type, new Source.Uploaded(id), caption, fileName);
        }
    }

    /// Where a provider finds a file.
    sealed interface Source {
        /// @param uri which the provider fetches
        record Link(URI uri) implements Source {}

        /// @param id which the provider gave to the file when it was uploaded
        record Uploaded(String id) implements Source {}

        /// Kept by this server: it goes with the message, is uploaded before, or is offered at an address of ours.
        record Kept(OutboundFile file) implements Source {}
    }

    /// The file that must be with the provider before this is sent: the message itself or what fills a template's header.
    default Optional<OutboundFile> toUpload() {
        return switch (this) {
            case Media media -> media.kept();
            case Template(_, _, Optional<Header> header, _, _) ->
                    header.flatMap(
                            filled ->
                                    filled instanceof Header.File(Media media)
                                            ? media.kept()
                                            : Optional.empty());
            case Text _, Bundle _ -> Optional.empty();
        };
    }

    /// The same with that file under the id that the provider gave to it.
    default Outbound uploaded(String id) {
        return switch (this) {
            case Media media -> media.uploaded(id);
            case Template(
                            String name,
                            String language,
                            Optional<Header> header,
                            var body,
                            var buttons) ->
                    new Template(
                            name,
                            language,
                            header.map(
                                    filled ->
                                            filled instanceof Header.File(Media media)
                                                    ? new Header.File(media.uploaded(id))
                                                    : filled),
                            body,
                            buttons);
            case Text _, Bundle _ -> this;
        };
    }
}
