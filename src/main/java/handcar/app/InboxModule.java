package handcar.app;

import module java.base;

import handcar.chat.Conversations;
import handcar.http.stream.EventStreams;
import handcar.inbox.InboxRoutes;
import handcar.inbox.InboxStream;
import handcar.inbox.MediaRoutes;
import handcar.rag.Document;

import io.helidon.webserver.http.HttpService;

/// The staff's inbox: conversations, actions on them, and a stream of changes.
final class InboxModule implements Module {
    private final InboxStream events;
    private final InboxRoutes routes;
    private final MediaRoutes media;

    /// @param agents an agent's id by its slug or id
    InboxModule(
            Infrastructure infra,
            EventStreams streams,
            AuthModule auth,
            ChatModule chat,
            KnowledgeModule knowledge,
            Function<String, Optional<UUID>> agents) {
        Conversations conversations = chat.conversations();
        this.events =
                new InboxStream(
                        auth.auth(),
                        infra.notifications(),
                        conversations,
                        id -> knowledge.documents().find(id).map(Document::shown));
        this.media =
                new MediaRoutes(
                        auth.auth(),
                        conversations,
                        chat.files(),
                        infra.config().media().transcriptionModel().isPresent());
        this.routes =
                new InboxRoutes(auth.auth(), streams, conversations, chat.staff(), events, agents);
    }

    @Override
    public List<HttpService> routes() {
        return List.of(routes, media);
    }

    @Override
    public void close() {
        events.close();
    }
}
