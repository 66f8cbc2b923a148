package handcar.contract;

import module java.base;

/// Who may call what: `authorization.tsv` has a line for every operation of the server, with the least that its caller has
/// to be.
final class AuthorizationMatrix {
    /// Who calls. A key of scope `staff` acts as the role `agent`.
    enum Caller {
        NOBODY,
        STRANGER,
        OTHER_VISITOR,
        VISITOR,
        DISABLED,
        VIEWER,
        AGENT,
        ADMIN,
        OWNER,
        ADMIN_TOKEN,
        STAFF_KEY,
        GATEWAY_KEY,
        CHAT_KEY,
        REVOKED_KEY
    }

    /// The least that a caller has to be.
    enum Least {
        /// Anybody, whatever they show.
        OPEN,
        /// Anybody, or a key of scope `chat`; a key of another scope is refused.
        CHAT,
        /// The visitor whose conversation it is.
        VISITOR,
        VIEWER,
        AGENT,
        ADMIN,
        OWNER,
        /// A key of scope `gateway`.
        GATEWAY,
        /// A signature over the request, which none of the callers has.
        SIGNATURE
    }

    /// One line.
    record Operation(String method, String path, Least least) {
        String name() {
            return method + " " + path;
        }

        boolean allows(Caller caller) {
            return switch (least) {
                case OPEN -> true;
                case CHAT -> !isKey(caller) || caller == Caller.CHAT_KEY;
                case VISITOR -> caller == Caller.VISITOR;
                case GATEWAY -> caller == Caller.GATEWAY_KEY;
                case SIGNATURE -> false;
                case VIEWER, AGENT, ADMIN, OWNER ->
                        least(caller).filter(rank -> rank.compareTo(least) >= 0).isPresent();
            };
        }

        private static boolean isKey(Caller caller) {
            return caller.name().endsWith("_KEY");
        }

        private static Optional<Least> least(Caller caller) {
            return switch (caller) {
                case VIEWER -> Optional.of(Least.VIEWER);
                case AGENT, STAFF_KEY -> Optional.of(Least.AGENT);
                case ADMIN -> Optional.of(Least.ADMIN);
                case OWNER, ADMIN_TOKEN -> Optional.of(Least.OWNER);
                default -> Optional.empty();
            };
        }
    }

    private AuthorizationMatrix() {}

    static List<Operation> operations() {
        try (InputStream file =
                AuthorizationMatrix.class.getResourceAsStream("authorization.tsv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(AuthorizationMatrix::operation)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation operation(String line) {
        String[] parts = line.split("[ \t]", -1);
        return new Operation(parts[0], parts[1], Least.valueOf(parts[2].toUpperCase(Locale.ROOT)));
    }
}
