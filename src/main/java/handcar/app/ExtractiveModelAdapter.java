package handcar.app;

import handcar.agent.Agent;
import handcar.agent.Agents;
import handcar.llm.extractive.ExtractiveAnswers;
import handcar.llm.extractive.ExtractiveModel;
import handcar.llm.extractive.ExtractiveReply;
import handcar.rag.Retriever;
import handcar.rag.search.SearchScope;
import handcar.text.Language;

/// Lends the library to the model gateway, which stands below it: programs that ask the built-in model are answered from
/// what the default agent knows.
record ExtractiveModelAdapter(Retriever library, Agents agents) implements ExtractiveAnswers {
    private static final int PASSAGES = 6;
    private static final ExtractiveModel MODEL = new ExtractiveModel();

    @Override
    public ExtractiveReply reply(String question) {
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
