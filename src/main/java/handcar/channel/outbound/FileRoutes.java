package handcar.channel.outbound;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.channel.FileRules;
import handcar.chat.Conversations;
import handcar.chat.StaffActor;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.http.upload.MultipartReader;
import handcar.http.upload.UploadPart;
import handcar.json.JsonView;
import handcar.media.MediaFile;
import handcar.media.MediaLinks;
import handcar.media.MediaResponse;
import handcar.media.MediaStore;
import handcar.media.MediaTooLargeException;
import handcar.media.NewMediaFile;
import handcar.media.StoredBytes;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The files that staff send: their upload, what the channel of a conversation takes, and the addresses where providers
/// fetch them.
public final class FileRoutes implements HttpService {
    private static final int LONGEST_SIGNATURE = 100;

    /// Room for fields and boundaries around a file.
    private static final long FORM = 64 * 1024;

    private final Auth auth;
    private final MediaStore media;
    private final MediaLinks links;
    private final Conversations conversations;
    private final DeliveryOutbox outbox;

    public FileRoutes(
            Auth auth,
            MediaStore media,
            MediaLinks links,
            Conversations conversations,
            DeliveryOutbox outbox) {
        this.auth = auth;
        this.media = media;
        this.links = links;
        this.conversations = conversations;
        this.outbox = outbox;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/media", auth.staff(this::upload));
        rules.get("/api/v1/conversations/{id}/file-rules", auth.staff(this::rules));
        rules.get(MediaLinks.PATH + "{id}", this::fetch);
    }

    private void rules(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Responses.ok(
                req,
                res,
                rules(PathParams.uuid(req, "id", "conversation"))
                        .json(links.hasAddress(), media.limits().mostBytes()));
    }

    private FileRules rules(UUID conversation) {
        return outbox.rules(conversations.get(conversation));
    }

    /// The form may name the conversation before the file, so that what its channel does not take is refused at once.
    private void upload(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        Form form = new Form(staff);
        MultipartReader.read(req, media.limits().mostBytes() + FORM, form::take);
        MediaFile file = form.file.orElseThrow(() -> new Problem.BadFields("file", "is required"));
        Responses.created(res, json(file));
    }

    private final class Form {
        private final StaffPrincipal staff;
        private Optional<FileRules> rules = Optional.empty();
        private Optional<MediaFile> file = Optional.empty();

        Form(StaffPrincipal staff) {
            this.staff = staff;
        }

        void take(UploadPart part) {
            if (part.name().equals("conversation")) {
                rules = Optional.of(FileRoutes.this.rules(conversation(part.text(100))));
            } else if (part.name().equals("file") && file.isEmpty()) {
                file = Optional.of(store(part, rules, staff));
            } else {
                throw new Problem.BadFields(
                        part.name(), "send one file, and conversation before it");
            }
        }
    }

    private static UUID conversation(String text) {
        return PathParams.findUuid(text)
                .orElseThrow(() -> new Problem.BadFields("conversation", "must be an id"));
    }

    private MediaFile store(UploadPart part, Optional<FileRules> rules, StaffPrincipal staff) {
        StoredBytes bytes = write(part);
        String type = bytes.type().mimeType();
        Optional<String> objection =
                bytes.size() == 0
                        ? Optional.of("The file is empty.")
                        : rules.flatMap(
                                known -> known.objection(type, bytes.size(), links.hasAddress()));
        if (objection.isPresent()) {
            media.discard(bytes);
            throw new Problem.BadFields("file", objection.get());
        }
        NewMediaFile file =
                new NewMediaFile(
                        Optional.empty(),
                        0,
                        bytes.type().kind(),
                        Optional.of(type),
                        part.fileName(),
                        Optional.of(bytes.size()),
                        new JsonView(Map.of()),
                        Optional.of(StaffActor.of(staff).name()));
        return media.add(file, bytes);
    }

    private StoredBytes write(UploadPart part) {
        long most = media.limits().mostBytes();
        try {
            return media.write(part.stream(most + 1), Optional.of(part.contentType()), most);
        } catch (MediaTooLargeException _) {
            throw new Problem.TooLarge(
                    "file_too_large",
                    "The file may have at most " + most / (1024 * 1024) + " MB (MEDIA_MAX_MB).");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> json(MediaFile file) {
        Map<String, Object> json = new HashMap<>(file.json());
        json.put("id", file.id().toString());
        json.put("url", "/api/v1/media/" + file.id());
        return json;
    }

    /// A provider fetches a file by the address that it was given.
    private void fetch(ServerRequest req, ServerResponse res) {
        UUID id = PathParams.uuid(req, "id", "file");
        QueryParams query = QueryParams.of(req);
        OptionalLong expires = query.findInteger("expires", 0, Long.MAX_VALUE / 2);
        Optional<String> signature = query.findText("signature", LONGEST_SIGNATURE);
        boolean valid =
                expires.isPresent()
                        && signature
                                .filter(given -> links.isValid(id, expires.getAsLong(), given))
                                .isPresent();
        MediaFile file =
                Optional.of(id)
                        .filter(_ -> valid)
                        .flatMap(media::find)
                        .orElseThrow(Problem.notFound("file"));
        MediaResponse.send(req, res, media, file);
    }
}
