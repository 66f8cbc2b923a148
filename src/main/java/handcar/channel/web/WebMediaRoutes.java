package handcar.channel.web;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.VisitorPrincipal;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.chat.MessageFiles;
import handcar.chat.MessageInput;
import handcar.chat.ReceiveResult;
import handcar.chat.WebVisits;
import handcar.chat.WebVisits.SentFile;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.http.upload.MultipartReader;
import handcar.http.upload.UploadPart;
import handcar.media.FileNames;
import handcar.media.MediaFile;
import handcar.media.MediaResponse;
import handcar.media.MediaStore;
import handcar.media.MediaTooLargeException;
import handcar.media.StoredBytes;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The files of a visitor's own conversation: those it has, and those they send where its agent takes files.
public record WebMediaRoutes(
        Auth auth,
        AgentDirectory agents,
        Conversations conversations,
        WebVisits visits,
        MessageFiles files)
        implements HttpService {
    private static final long MIB = 1024 * 1024;

    /// Bytes of a message in UTF-8 at most.
    private static final int LONGEST_WORDS = 4 * MessageInput.LONGEST;

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/chat/media/{media}", auth.anyVisitor(this::send));
        rules.post("/api/v1/chat/conversations/{id}/attachments", auth.visitor(this::receive));
    }

    private void send(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        MediaFile file =
                files.of(PathParams.uuid(req, "media", "media"))
                        .filter(found -> isIn(found, visitor.conversation()))
                        .orElseThrow(Problem.notFound("media"));
        MediaResponse.send(req, res, files.store(), file);
    }

    private boolean isIn(MediaFile file, UUID conversation) {
        return file.messageId()
                .flatMap(conversations::findMessage)
                .filter(message -> !message.isPrivate())
                .map(Message::conversationId)
                .filter(conversation::equals)
                .isPresent();
    }

    private void receive(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        Conversation now = conversations.get(visitor.conversation());
        requireAllowed(now);
        VisitorFileForm form = new VisitorFileForm(files.store());
        boolean kept = false;
        try {
            MultipartReader.read(req, form::take);
            ReceiveResult received =
                    visits.receive(now.id(), form.words(), form.clientId, form.sent());
            kept = received.isNew();
            Map<String, Object> answer = Map.of("message", received.message().json());
            if (kept) {
                Responses.accepted(res, answer);
            } else {
                Responses.ok(req, res, answer);
            }
        } finally {
            if (!kept) {
                form.files.forEach(file -> files.store().discard(file.bytes()));
            }
        }
    }

    private void requireAllowed(Conversation now) {
        boolean allowed =
                agents.find(now.agentId().map(UUID::toString))
                        .filter(AgentDirectory.Card::takesFiles)
                        .isPresent();
        if (!allowed) {
            throw new Problem.Forbidden(
                    "attachments_not_allowed", "No files can be sent in this conversation.");
        }
    }

    /// The most bytes of one file.
    public static long mostBytes(MediaStore store) {
        return Math.min(MultipartReader.FILE_LIMIT, store.limits().mostBytes());
    }

    /// The form as it is read: `file` (once or more often), `content`, `client_id`.
    private static final class VisitorFileForm {
        private final MediaStore store;
        private final List<SentFile> files = new ArrayList<>();
        private String content = "";
        private Optional<String> clientId = Optional.empty();

        VisitorFileForm(MediaStore store) {
            this.store = store;
        }

        void take(UploadPart part) {
            switch (part.name()) {
                case "file" -> files.add(new SentFile(write(part), name(part)));
                case "content" -> content = part.text(LONGEST_WORDS);
                case "client_id" ->
                        clientId =
                                Optional.of(part.text(WebRoutes.LONGEST_CLIENT_ID))
                                        .filter(text -> !text.isEmpty());
                default ->
                        throw new Problem.BadFields(
                                part.name(), "unknown field; send file, content and client_id");
            }
        }

        private static Optional<String> name(UploadPart part) {
            return part.fileName().map(FileNames::clean).filter(name -> !name.isBlank());
        }

        String words() {
            String words = content.strip();
            if (words.codePointCount(0, words.length()) > MessageInput.LONGEST) {
                throw new Problem.BadFields(
                        "content", "may have at most " + MessageInput.LONGEST + " characters");
            }
            return words;
        }

        List<SentFile> sent() {
            if (files.isEmpty()) {
                throw new Problem.BadFields("file", "is required");
            }
            if (files.stream().anyMatch(file -> file.bytes().size() == 0)) {
                throw new Problem.BadFields("file", "The file is empty.");
            }
            return files;
        }

        private StoredBytes write(UploadPart part) {
            long most = mostBytes(store);
            try {
                return store.write(part.stream(most + 1), Optional.of(part.contentType()), most);
            } catch (MediaTooLargeException _) {
                throw new Problem.TooLarge(
                        "file_too_large", "A file may have at most " + most / MIB + " MB.");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
