package handcar;

import handcar.agent.Agent;
import handcar.agent.Agents;
import handcar.gateway.BuiltInModel;
import handcar.gateway.BuiltInReply;
import handcar.gateway.Quoting;
import handcar.rag.Language;
import handcar.rag.Library;
import handcar.rag.SearchScope;

/// Lends the library to the model gateway, which stands below it: programs that ask the built-in model are answered from
/// what the default agent knows.
record Librarian(Library library, Agents agents) implements Quoting {
    private static final int PASSAGES = 6;
    private static final BuiltInModel MODEL = new BuiltInModel();

    @Override
    public BuiltInReply reply(String question) {
        String language = Language.of(question).code();
        return MODEL.smallTalk(question, language, false)
                .orElseGet(
                        () ->
                                MODEL.reply(
                                        question,
                                        language,
                                        library.find(question, scope(), PASSAGES).evidence(),
                                        false));
    }

    private SearchScope scope() {
        return agents.findDefault()
                .map(Agent::id)
                .map(SearchScope::of)
                .orElseGet(SearchScope::everything);
    }
}
