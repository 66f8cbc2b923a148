package handcar.app;

import module java.base;

import handcar.chat.Conversations;
import handcar.http.stream.EventStreams;
import handcar.inbox.InboxRoutes;
import handcar.inbox.InboxStream;
import handcar.rag.Document;

import io.helidon.webserver.http.HttpService;

/// The staff's inbox: conversations, actions on them, and a stream of changes.
final class InboxModule implements Module {
    private final InboxStream events;
    private final InboxRoutes routes;

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
        this.routes =
                new InboxRoutes(auth.auth(), streams, conversations, chat.staff(), events, agents);
    }

    @Override
    public List<HttpService> routes() {
        return List.of(routes);
    }

    @Override
    public void close() {
        events.close();
    }
}
