package handcar.channel.web;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.VisitorPrincipal;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.chat.MessageFiles;
import handcar.http.PathParams;
import handcar.media.MediaFile;
import handcar.media.MediaResponse;
import handcar.problem.Problem;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The files of a visitor's own conversation.
public record WebMediaRoutes(Auth auth, Conversations conversations, MessageFiles files)
        implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/chat/media/{media}", auth.anyVisitor(this::send));
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
}
