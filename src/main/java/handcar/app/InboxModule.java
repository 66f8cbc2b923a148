package handcar.app;

import module java.base;

import handcar.chat.Conversations;
import handcar.chat.InboxStore;
import handcar.http.stream.EventStreams;
import handcar.inbox.BulkRoutes;
import handcar.inbox.ConversationListRoutes;
import handcar.inbox.InboxRoutes;
import handcar.inbox.InboxStream;
import handcar.inbox.MediaRoutes;
import handcar.inbox.ReplyRoutes;
import handcar.inbox.SavedReplyRoutes;
import handcar.inbox.SavedViewRoutes;
import handcar.inbox.ScheduledReplies;
import handcar.jobs.JobSpec;
import handcar.rag.Document;

import io.helidon.webserver.http.HttpService;

/// The staff's inbox: conversations, actions on them, and a stream of changes.
final class InboxModule implements Module {
    private final InboxStream events;
    private final ScheduledReplies scheduled;
    private final List<HttpService> routes;

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
        InboxStore store = new InboxStore(infra.db());
        ConversationListRoutes lists =
                new ConversationListRoutes(auth.auth(), conversations, store, agents);
        this.scheduled =
                new ScheduledReplies(
                        infra.db(), infra.jobs(), conversations, chat.staff(), auth.audit());
        this.routes =
                List.of(
                        lists,
                        new BulkRoutes(auth.auth(), conversations, chat.staff(), store, lists),
                        new InboxRoutes(auth.auth(), streams, conversations, chat.staff(), events),
                        ReplyRoutes.of(
                                auth.auth(),
                                infra.db(),
                                infra.notifications(),
                                conversations,
                                chat.staff(),
                                chat.live(),
                                scheduled),
                        new SavedReplyRoutes(auth.auth(), infra.db(), auth.audit()),
                        new SavedViewRoutes(auth.auth(), infra.db(), auth.audit(), lists),
                        new MediaRoutes(
                                auth.auth(),
                                conversations,
                                chat.files(),
                                infra.config().media().transcriptionModel().isPresent()));
    }

    @Override
    public List<JobSpec> jobs() {
        return List.of(scheduled.spec());
    }

    @Override
    public List<HttpService> routes() {
        return routes;
    }

    @Override
    public void close() {
        events.close();
    }
}
