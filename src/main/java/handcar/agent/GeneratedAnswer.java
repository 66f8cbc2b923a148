package handcar.agent;

import module java.base;

import handcar.chat.Citation;
import handcar.db.Db;
import handcar.llm.ChatResponse;
import handcar.rag.CitationVerifier;
import handcar.rag.search.SearchHit;

/// An answer before it is sent, with what it was made from.
///
/// @param citations the sources of its statements; `[1]` in the text stands for the first
/// @param hits the passages it was written from
/// @param prompt the system prompt; empty when no model was asked
/// @param model the model's response with its cost, also when the built-in model answers in its place; empty when none was asked
///     or it was cut off
/// @param confirmed its sentences that the model was asked about once more
/// @param budgetSpent whether the built-in model answered because today's budget allowed no call
record GeneratedAnswer(
        Ending ending,
        String text,
        List<Citation> citations,
        List<SearchHit> hits,
        Optional<String> prompt,
        Optional<ChatResponse> model,
        List<ConfirmedStatement> confirmed,
        boolean budgetSpent) {

    /// The same answer with another text.
    GeneratedAnswer saying(String words) {
        return new GeneratedAnswer(
                ending, words, citations, hits, prompt, model, confirmed, budgetSpent);
    }

    /// The same answer with statements and their sources.
    GeneratedAnswer answering(String words, List<Citation> sources) {
        return new GeneratedAnswer(
                Ending.ANSWERED, words, sources, hits, prompt, model, confirmed, budgetSpent);
    }

    /// The same answer with those of its sentences that the model has confirmed.
    GeneratedAnswer confirming(List<ConfirmedStatement> statements) {
        return new GeneratedAnswer(
                ending, text, citations, hits, prompt, model, statements, budgetSpent);
    }

    /// What the model has confirmed of what a passage says.
    List<String> confirmed(int hit) {
        return confirmed.stream()
                .filter(each -> each.hit() == hit)
                .map(ConfirmedStatement::text)
                .toList();
    }

    /// "I don't know" in the place of this answer.
    GeneratedAnswer unknown(String words) {
        return new GeneratedAnswer(
                Ending.UNKNOWN, words, List.of(), hits, prompt, model, List.of(), budgetSpent);
    }

    /// The same answer as another kind.
    GeneratedAnswer ending(Ending other) {
        return new GeneratedAnswer(
                other, text, citations, hits, prompt, model, confirmed, budgetSpent);
    }

    /// The same answer, which stands in for one of a model that was asked and has to be paid.
    GeneratedAnswer insteadOf(GeneratedAnswer withheld) {
        return new GeneratedAnswer(
                ending,
                text,
                citations,
                hits,
                withheld.prompt,
                withheld.model,
                confirmed,
                budgetSpent);
    }

    /// The same answer, which stands in for that of a model that the budget did not allow.
    GeneratedAnswer withoutBudget() {
        return new GeneratedAnswer(ending, text, citations, hits, prompt, model, confirmed, true);
    }

    /// The same answer with the pages of its sources, where they have any.
    GeneratedAnswer paged(CitationVerifier verifier, Db db) {
        List<Citation> paged =
                citations.stream()
                        .map(c -> c.on(verifier.page(db, c.documentId(), c.start())))
                        .toList();
        return new GeneratedAnswer(
                ending, text, paged, hits, prompt, model, confirmed, budgetSpent);
    }

    /// What kind of answer it is.
    enum Ending {
        ANSWERED,
        UNKNOWN,
        WANTS_PERSON,
        /// The customer asked something and accepted the offer of a person.
        ANSWERED_FOR_PERSON,
        /// Nothing of it may be shown.
        WITHHELD,
        /// The customer complains; a person has to see it.
        COMPLAINT,
        /// No model may be asked any more today, and the built-in one does not know.
        BUDGET_SPENT;

        /// Whether the conversation is handed to a person.
        boolean needsPerson() {
            return switch (this) {
                case WANTS_PERSON, ANSWERED_FOR_PERSON, COMPLAINT, BUDGET_SPENT -> true;
                case ANSWERED, UNKNOWN, WITHHELD -> false;
            };
        }

        /// Whether the text is the agent's own message, and no notice that a person comes.
        boolean isAnswer() {
            return !needsPerson() || this == ANSWERED_FOR_PERSON;
        }

        /// What staff read as the reason of the hand-off.
        String handOffReason() {
            return switch (this) {
                case COMPLAINT -> "the customer complains";
                case BUDGET_SPENT -> "the budget for answers of today is used up";
                case ANSWERED, UNKNOWN, WANTS_PERSON, ANSWERED_FOR_PERSON, WITHHELD ->
                        "the customer asked for a person";
            };
        }
    }

    /// The JSON of a test: the answer, the numbered passages it was written from, the prompt, and the cost.
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("answer", text);
        json.put("outcome", ending.name().toLowerCase(Locale.ROOT));
        json.put("citations", citations.stream().map(Citation::json).toList());
        json.put("passages", IntStream.range(0, hits.size()).mapToObj(this::passage).toList());
        json.put("prompt", prompt.orElse(null));
        json.put("model", model.map(ChatResponse::model).orElse(modelWithoutResponse()));
        json.put("usage", model.map(GeneratedAnswer::usage).orElse(null));
        json.put("cost_micro_usd", cost());
        json.put("budget_spent", budgetSpent);
        return json;
    }

    private String modelWithoutResponse() {
        return prompt.isPresent() ? "unknown" : "built-in";
    }

    private Object cost() {
        OptionalLong cost = model.map(ChatResponse::costMicroUsd).orElse(OptionalLong.of(0));
        return cost.isPresent() ? cost.getAsLong() : "unknown";
    }

    private static Map<String, Object> usage(ChatResponse result) {
        return Map.of(
                "input_tokens", result.usage().inputTokens(),
                "output_tokens", result.usage().outputTokens(),
                "estimated", result.usage().estimated());
    }

    private Map<String, Object> passage(int at) {
        SearchHit hit = hits.get(at);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", at + 1);
        json.put("passage_id", hit.passageId().toString());
        json.put("document_id", hit.documentId().toString());
        json.put("title", hit.title());
        json.put("text", hit.text());
        json.put("score", hit.score());
        json.put("start", hit.start());
        json.put("end", hit.end());
        hit.page().ifPresent(page -> json.put("page", page));
        json.put("confirmed", confirmed(at));
        return json;
    }
}
