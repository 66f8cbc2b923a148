package handcar.channel.web;

import module java.base;

import handcar.auth.ApiKey;
import handcar.auth.Auth;
import handcar.auth.IdentitySecrets;
import handcar.auth.VisitorAccess;
import handcar.auth.VisitorPrincipal;
import handcar.channel.web.AgentDirectory.Card;
import handcar.channel.web.AgentDirectory.Welcome;
import handcar.chat.Citation;
import handcar.chat.Conversation;
import handcar.chat.Conversations;
import handcar.chat.Feedback;
import handcar.chat.Message;
import handcar.chat.MessageInput;
import handcar.chat.NewConversation;
import handcar.chat.OpenedConversation;
import handcar.chat.ReceiveResult;
import handcar.chat.WebVisits;
import handcar.chat.live.LiveUpdates;
import handcar.http.JsonBody;
import handcar.http.PathParams;
import handcar.http.QueryParams;
import handcar.http.Responses;
import handcar.http.stream.EventSink;
import handcar.http.stream.EventStreams;
import handcar.http.stream.StreamRequest;
import handcar.jobs.NotificationBus;
import handcar.problem.Problem;
import handcar.rag.CitationVerifier;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The visitor's routes: `/api/v1/chat/…` and the WebSocket `/ws/chat/{id}`.
public final class WebRoutes implements HttpService {
    static final int LONGEST_CLIENT_ID = 200;

    private static final String ROOT = "/api/v1/chat/conversations";
    private static final int LONGEST_LANGUAGE = 35;
    private static final int LONGEST_COMMENT = 2_000;

    private final Auth auth;
    private final EventStreams streams;
    private final VisitorAccess visits;
    private final VisitorStreams open;
    private final IdentitySecrets identities;
    private final Conversations conversations;
    private final WebVisits visitors;
    private final LiveUpdates live;
    private final AgentDirectory cards;
    private final CitationVerifier citations;
    private final VisitLimits limits;

    public WebRoutes(
            Auth auth,
            EventStreams streams,
            VisitorAccess visits,
            IdentitySecrets identities,
            NotificationBus notifications,
            Conversations conversations,
            LiveUpdates live,
            WebVisits visitors,
            AgentDirectory cards,
            CitationVerifier citations,
            VisitLimits limits) {
        this.auth = auth;
        this.streams = streams;
        this.visits = visits;
        this.identities = identities;
        this.open = new VisitorStreams(visits, notifications);
        this.conversations = conversations;
        this.live = live;
        this.visitors = visitors;
        this.cards = cards;
        this.citations = citations;
        this.limits = limits;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/chat/agent", auth.open(this::card));
        rules.post(ROOT, auth.chat(this::open));
        rules.get(ROOT + "/{id}", auth.visitor(this::show));
        rules.get(ROOT + "/{id}/messages", auth.visitor(this::read));
        rules.post(ROOT + "/{id}/messages", auth.visitor(this::write));
        rules.post(ROOT + "/{id}/feedback", auth.visitor(this::rate));
        rules.post(ROOT + "/{id}/handoff", auth.visitor(this::askForPerson));
        rules.get(
                ROOT + "/{id}/messages/{message_id}/citations/{index}", auth.visitor(this::source));
        rules.get(ROOT + "/{id}/events", streams.sse(this::listen));
        rules.get("/ws/chat/{id}", streams.webSocket(this::listen));
    }

    private void card(ServerRequest req, ServerResponse res) {
        QueryParams query = QueryParams.of(req);
        Optional<String> agent = query.findText("agent", 200);
        Optional<String> language = query.findText("language", LONGEST_LANGUAGE);
        query.check();
        Card card = cards.find(agent).filter(Card::isPublic).orElseThrow(Problem.notFound("agent"));
        Welcome welcome = card.welcome(language.orElse(""));
        Responses.ok(
                req,
                res,
                Map.of(
                        "slug", card.slug(),
                        "name", card.name(),
                        "company", card.company(),
                        "greeting", welcome.greeting(),
                        "suggestions", welcome.suggestions(),
                        "look", card.look(),
                        "attachments", card.takesFiles(),
                        "max_file_bytes", card.fileLimit()));
    }

    private void open(ServerRequest req, ServerResponse res, Optional<ApiKey> key) {
        // a program with a key vouches for the visitor's identity; a page needs its server's
        // signature
        OpenConversationInput visit =
                OpenConversationInput.read(
                        JsonBody.ifAny(req),
                        key.isPresent(),
                        (named, id, proof) -> fault(named, key, id, proof));
        Optional<UUID> agent = agent(visit.agent(), key);
        if (key.isEmpty()) {
            limits.admit(auth.address(req), visit.work());
        }
        OpenedConversation opened =
                conversations.open(NewConversation.onWeb(agent, visit.visitor(), visit.message()));
        Conversation conversation = opened.conversation();
        Map<String, Object> body = new HashMap<>();
        body.put("conversation", visitors.json(conversation));
        body.put("token", visits.begin(conversation.id(), conversation.contact().id()));
        opened.message().ifPresent(message -> body.put("message", message.json()));
        Responses.created(res, body);
    }

    /// What is wrong with a proof, as far as a stranger may know: a private agent has no secret for them, like one that does not exist.
    private Optional<String> fault(
            Optional<String> agent, Optional<ApiKey> key, String externalId, String identity) {
        return cards.find(agent.or(() -> bound(key)))
                .filter(card -> isOpen(card, key))
                .map(card -> identities.fault(card.id(), externalId, identity))
                .orElse(Optional.of("cannot be checked: there is no such agent"));
    }

    /// The agent to talk to; an agent that is not for strangers, or not for this key, is answered like one that does not exist.
    private Optional<UUID> agent(Optional<String> named, Optional<ApiKey> key) {
        Optional<String> wanted = named.or(() -> bound(key));
        Optional<Card> found = cards.find(wanted);
        boolean refused = found.filter(card -> !isOpen(card, key)).isPresent();
        if (refused || (found.isEmpty() && wanted.isPresent())) {
            throw Problem.notFound("agent").get();
        }
        return found.map(Card::id);
    }

    /// Whether whoever opens a conversation, a stranger or a program with a key, may talk to the agent.
    private boolean isOpen(Card card, Optional<ApiKey> key) {
        Optional<String> only = bound(key);
        return only.isPresent()
                ? cards.find(only).filter(each -> each.id().equals(card.id())).isPresent()
                : key.isPresent() || card.isPublic();
    }

    /// The only agent with which the key begins conversations.
    private static Optional<String> bound(Optional<ApiKey> key) {
        return key.flatMap(ApiKey::agent);
    }

    private void show(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        Conversation conversation = conversations.get(visitor.conversation());
        Responses.ok(req, res, visitors.json(conversation));
    }

    private void read(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        QueryParams query = QueryParams.of(req);
        int limit = query.limit();
        OptionalLong cursor = query.findInteger("cursor", 0, Long.MAX_VALUE);
        long after = query.findInteger("after", 0, Long.MAX_VALUE).orElse(cursor.orElse(0));
        query.check();
        List<Message> found =
                conversations.thread(
                        conversations.get(visitor.conversation()).id(), after, limit + 1);
        List<Message> page = found.subList(0, Math.min(limit, found.size()));
        Map<String, Object> body = new HashMap<>();
        body.put("data", page.stream().map(Message::json).toList());
        // the cursor is a message's number, which `after` takes as well
        body.put("next", found.size() > limit ? Long.toString(page.getLast().seq()) : null);
        Responses.ok(req, res, body);
    }

    private void write(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        JsonBody body = JsonBody.of(req);
        String content = body.text("content", 1, MessageInput.LONGEST);
        Optional<String> clientId = body.findText("client_id", 1, LONGEST_CLIENT_ID);
        body.check();
        ReceiveResult received =
                conversations.receive(visitor.conversation(), new MessageInput(content, clientId));
        Map<String, Object> answer = Map.of("message", received.message().json());
        if (received.isNew()) {
            Responses.accepted(res, answer);
        } else {
            Responses.ok(req, res, answer);
        }
    }

    private void rate(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        JsonBody body = JsonBody.of(req);
        Feedback feedback =
                new Feedback(
                        body.uuid("message_id"),
                        body.oneOf("rating", Feedback.Rating.UP),
                        body.findLines("comment", LONGEST_COMMENT));
        body.check();
        conversations.rate(visitor.conversation(), feedback);
        Responses.none(res);
    }

    private void askForPerson(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        JsonBody body = JsonBody.ifAny(req);
        Optional<String> language = body.findText("language", 2, 2);
        body.check();
        visitors.askForPerson(visitor.conversation(), language);
        Conversation conversation = conversations.get(visitor.conversation());
        Responses.accepted(res, Map.of("conversation", visitors.json(conversation)));
    }

    private void source(ServerRequest req, ServerResponse res, VisitorPrincipal visitor) {
        UUID id = PathParams.uuid(req, "message_id", "citation");
        String index = PathParams.text(req, "index");
        Citation citation =
                conversations.message(visitor.conversation(), id).citations().stream()
                        .filter(found -> Integer.toString(found.index()).equals(index))
                        .findFirst()
                        .orElseThrow(Problem.notFound("citation"));
        // a document that was replaced may say something else at this place
        Optional<CitationVerifier.Excerpt> excerpt =
                citations
                        .excerpt(citation.documentId(), citation.start(), citation.end())
                        .filter(found -> found.quote().equals(citation.quote()));
        Map<String, Object> body = new HashMap<>();
        body.put("title", citation.title());
        body.put("url", citation.url().orElse(null));
        body.put("before", excerpt.map(CitationVerifier.Excerpt::before).orElse(""));
        body.put("quote", citation.quote());
        citation.page().ifPresent(page -> body.put("page", page));
        body.put("after", excerpt.map(CitationVerifier.Excerpt::after).orElse(""));
        Responses.ok(req, res, body);
    }

    /// Follows the conversation. Without a last id it starts at the beginning, because an answer may come before the listener.
    private Consumer<EventSink> listen(StreamRequest call) {
        Conversation now = conversations.get(auth.visitor(call).conversation());
        long after = call.lastId().orElse(0);
        return sink -> {
            open.watch(now.id(), sink);
            live.follow(now, after, sink);
        };
    }
}
