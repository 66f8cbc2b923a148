package handcar.inbox;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.chat.MessageFiles;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.media.MediaFile;
import handcar.media.MediaResponse;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The files of messages for staff.
///
/// @param transcribes whether voice notes can become text
public record MediaRoutes(
        Auth auth, Conversations conversations, MessageFiles files, boolean transcribes)
        implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/media/{id}", auth.staff(this::send));
        rules.post(
                "/api/v1/conversations/{id}/messages/{message}/transcript",
                auth.staff(this::transcribe));
    }

    private void send(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        MediaFile file =
                files.of(PathParams.uuid(req, "id", "media"))
                        .orElseThrow(Problem.notFound("media"));
        MediaResponse.send(req, res, files.store(), file);
    }

    private void transcribe(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        UUID id = PathParams.uuid(req, "id", "conversation");
        Message message = conversations.message(id, PathParams.uuid(req, "message", "message"));
        if (!transcribes) {
            throw new Problem.Conflict("no_model", "No model for transcription is configured.");
        }
        files.transcribeAgain(message);
        Responses.accepted(res, Map.of("message", message.staffJson()));
    }
}
