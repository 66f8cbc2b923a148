package handcar.app;

import module java.base;

import handcar.agent.Agent;
import handcar.agent.Agents;
import handcar.channel.web.AgentDirectory;
import handcar.channel.web.VisitLimits;
import handcar.channel.web.WebMediaRoutes;
import handcar.channel.web.WebRoutes;
import handcar.channel.web.WebVisitRoutes;
import handcar.channel.web.WidgetRoutes;
import handcar.chat.WebVisits;
import handcar.http.RateLimiter;
import handcar.http.files.StaticFiles;
import handcar.http.stream.EventStreams;
import handcar.rag.CitationVerifier;

import io.helidon.webserver.http.HttpService;

/// The visitor's chat, the pages for visitors and staff, their files, and the API's description.
record WebModule(List<HttpService> routes) implements Module {
    /// The rooms of the staff's page, which picks one by its own address.
    private static final List<String> ROOMS =
            List.of(
                    "conversations",
                    "search",
                    "knowledge",
                    "agents",
                    "channels",
                    "deliveries",
                    "webhooks",
                    "subscriptions",
                    "staff",
                    "security",
                    "account");

    static WebModule of(
            Infrastructure infra,
            RateLimiter perMinute,
            EventStreams streams,
            AuthModule auth,
            ChatModule chat,
            Agents agents,
            CitationVerifier citations) {
        StaticFiles files = StaticFiles.create();
        long fileLimit = WebMediaRoutes.mostBytes(infra.media());
        AgentDirectory directory = name -> card(agents, fileLimit, name);
        WebVisits visits = new WebVisits(infra.db(), chat.conversations(), chat.files());
        return new WebModule(
                List.of(
                        new WebRoutes(
                                auth.auth(),
                                streams,
                                auth.visitors(),
                                auth.identities(),
                                infra.notifications(),
                                chat.conversations(),
                                chat.live(),
                                visits,
                                directory,
                                citations,
                                new VisitLimits(
                                        infra.db(),
                                        perMinute,
                                        infra.config().limits(),
                                        infra.config().security().signing().present())),
                        new WebMediaRoutes(
                                auth.auth(), directory, chat.conversations(), visits, chat.files()),
                        new WebVisitRoutes(auth.auth(), visits, perMinute),
                        new WidgetRoutes(directory, files),
                        rules -> {
                            rules.get("/", files.page("chat/index.html"));
                            rules.get("/admin", files.page("desk/index.html"));
                            ROOMS.forEach(
                                    room ->
                                            rules.get(
                                                    "/admin/" + room,
                                                    files.page("desk/index.html")));
                            rules.get("/openapi.json", files.file("openapi.json"));
                        },
                        files));
    }

    /// How an agent presents itself to visitors; the default one when none is named.
    private static Optional<AgentDirectory.Card> card(
            Agents agents, long fileLimit, Optional<String> name) {
        Optional<Agent> found = name.map(agents::find).orElseGet(agents::findDefault);
        return found.map(
                agent ->
                        new AgentDirectory.Card(
                                agent.id(),
                                agent.slug(),
                                agent.name(),
                                agent.company(),
                                new AgentDirectory.Welcome(agent.greeting(), agent.suggestions()),
                                welcomes(agent),
                                agent.look().json(),
                                agent.allowedSites(),
                                agent.isPublic(),
                                agent.takesFiles() ? fileLimit : 0));
    }

    private static Map<String, AgentDirectory.Welcome> welcomes(Agent agent) {
        Map<String, AgentDirectory.Welcome> all = new HashMap<>();
        agent.greetings()
                .forEach(
                        (language, one) ->
                                all.put(
                                        language,
                                        new AgentDirectory.Welcome(
                                                one.greeting(), one.suggestions())));
        return all;
    }
}
