package handcar.channel;

import module java.base;

import handcar.channel.Outbound.Media;

/// Which files a channel takes.
///
/// @param transfer how the bytes get to the provider; [Transfer#NONE] where it takes no files
/// @param kinds what it shows as a picture, a recording or a film, and last what it takes as a document
/// @param perMessage how many files one message holds
/// @param longestCaption of a text that goes with a file, in the channel's unit; 0 sends the text before it
/// @param refusal why there are none, for staff
public record FileRules(
        Transfer transfer,
        List<Kind> kinds,
        int perMessage,
        int longestCaption,
        Optional<String> refusal) {
    private static final long MEGABYTE = 1024L * 1024;

    /// How the bytes get to the provider.
    public enum Transfer {
        NONE,
        /// In the request that sends the message.
        IN_MESSAGE,
        /// In a request of its own, which may be repeated; the message names the upload.
        UPLOAD,
        /// The provider fetches them from an address of ours, so there must be a public one.
        LINK
    }

    /// One kind of file.
    ///
    /// @param mimeTypes a type, or a prefix that ends with a slash; empty takes any
    public record Kind(Media.Type type, Set<String> mimeTypes, long maxBytes) {
        public Kind {
            mimeTypes = Set.copyOf(mimeTypes);
        }

        boolean takes(String mimeType) {
            return mimeTypes.isEmpty()
                    || mimeTypes.contains(mimeType)
                    || mimeTypes.contains(mimeType.substring(0, mimeType.indexOf('/') + 1));
        }

        boolean takes(String mimeType, long size) {
            return takes(mimeType) && size <= maxBytes;
        }

        /// Whether a text can go with it.
        public boolean hasCaption() {
            return type != Media.Type.AUDIO && type != Media.Type.STICKER;
        }
    }

    public FileRules {
        kinds = List.copyOf(kinds);
    }

    /// The rules of a channel whose messages hold one file.
    public FileRules(Transfer transfer, int longestCaption, List<Kind> kinds) {
        this(transfer, kinds, 1, longestCaption, Optional.empty());
    }

    /// A channel without files.
    ///
    /// @param reason for staff
    public static FileRules none(String reason) {
        return new FileRules(Transfer.NONE, List.of(), 0, 0, Optional.of(reason));
    }

    /// A channel whose messages hold a text and any files.
    public static FileRules anyInMessage(int perMessage, int megabytes) {
        return new FileRules(
                Transfer.IN_MESSAGE,
                List.of(kind(Media.Type.DOCUMENT, megabytes)),
                perMessage,
                Integer.MAX_VALUE,
                Optional.empty());
    }

    /// @param mimeTypes none takes any
    public static Kind kind(Media.Type type, int megabytes, String... mimeTypes) {
        return new Kind(type, Set.of(mimeTypes), megabytes * MEGABYTE);
    }

    /// As what a file is sent; empty when it is not taken.
    public Optional<Kind> kindOf(String mimeType, long size) {
        return kinds.stream().filter(kind -> kind.takes(mimeType, size)).findFirst();
    }

    /// Why a file is not taken, and what to do about it; empty when it is.
    ///
    /// @param hasAddress whether this server has a public address
    public Optional<String> objection(String mimeType, long size, boolean hasAddress) {
        Optional<String> none = unavailable(hasAddress);
        if (none.isPresent() || kindOf(mimeType, size).isPresent()) {
            return none;
        }
        long most =
                kinds.stream()
                        .filter(kind -> kind.takes(mimeType))
                        .mapToLong(Kind::maxBytes)
                        .max()
                        .orElse(0);
        return Optional.of(
                most == 0
                        ? "This channel does not take files of the type "
                                + mimeType
                                + ". It takes "
                                + described()
                                + "."
                        : "The file is too large for this channel: at most "
                                + most / MEGABYTE
                                + " MB of this type. Make it smaller or send a link to it.");
    }

    /// Why no file can be sent at all; empty when files can be.
    public Optional<String> unavailable(boolean hasAddress) {
        return transfer == Transfer.LINK && !hasAddress
                ? Optional.of(
                        "The provider fetches files from this server, which has no public address:"
                                + " set BACKEND_URL to its https address.")
                : refusal;
    }

    private String described() {
        return kinds.stream()
                .flatMap(kind -> kind.mimeTypes().stream())
                .map(type -> type.endsWith("/") ? type + "*" : type)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /// The rules for staff and their page.
    ///
    /// @param mostBytes that this server keeps
    public Map<String, Object> json(boolean hasAddress, long mostBytes) {
        Optional<String> reason = unavailable(hasAddress);
        Map<String, Object> json = new HashMap<>();
        json.put("allowed", reason.isEmpty());
        json.put("reason", reason.orElse(null));
        json.put(
                "kinds",
                reason.isPresent()
                        ? List.of()
                        : kinds.stream()
                                .map(
                                        kind ->
                                                Map.of(
                                                        "type",
                                                        kind.type().name().toLowerCase(Locale.ROOT),
                                                        "mime_types",
                                                        kind.mimeTypes().stream().sorted().toList(),
                                                        "max_bytes",
                                                        Math.min(kind.maxBytes(), mostBytes)))
                                .toList());
        return json;
    }
}
