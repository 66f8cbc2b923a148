package handcar.agent;

import module java.base;

import handcar.chat.Citation;
import handcar.rag.search.SearchHit;
import handcar.text.SentenceSplitter;
import handcar.text.SentenceSplitter.Span;

/// Judges a model's answer sentence by sentence while it is written. A sentence that states something is shown when a given
/// passage says it, with that passage as its citation; one that nothing backs is dropped. Greetings, thanks, questions and "I do
/// not know" need no source. Nothing is shown before it is judged.
final class AnswerReview {
    /// A sentence is complete when something follows that cannot belong to its marker.
    private static final String MARKER_BEGINNINGS = "[【〔［(<^¹²³⁴⁵⁶⁷⁸⁹⁰\uE000";

    /// In characters; what begins like a marker and is longer is none.
    private static final int LONGEST_MARKER = 40;

    private static final Pattern FINISHED = Pattern.compile("[.!?…。！？:|][\\s*_\"'”“’»)\\]`|]*$");

    /// The end of reasoning whose beginning the model's template has swallowed, in the last piece.
    private static final Pattern LATE_END =
            Pattern.compile("(?is)\\A(?:(?!<think).)*</think(?:ing)?>.{0,20}\\z");

    private static final Pattern BULLET =
            Pattern.compile("^\\s*(?:[-*+•>]|\\d{1,2}[.)]|#{1,6})\\s+");
    private static final Pattern SOURCE_LIST =
            Pattern.compile(
                    "(?i)^[\\s*_#]*(?:sources?|references?|quellen?|références?|fuentes?|fonti|fontes?|bronnen|źródła|источники?|المصادر)[\\s*_]*:.*",
                    Pattern.DOTALL);

    /// How long the checks of an answer may last behind its own end.
    private static final Duration LAST_CHECKS = EntailmentCheck.LIMIT;

    private final SentenceReview sentences;
    private final EntailmentChecks checks;
    private final StringBuilder raw = new StringBuilder();
    private final Deque<SentenceReview.Sentence> open = new ArrayDeque<>();
    private int judgedTo;
    private int given;
    private boolean takenBack;

    /// Whether the sentence before was of a list of sources, which nobody asked for.
    private boolean listed;

    /// @param asked the question as it is understood alone
    /// @param checks decide about what the rules leave undecided
    AnswerReview(
            Agent agent,
            String asked,
            List<SearchHit> hits,
            SystemPrompt prompt,
            EntailmentChecks checks) {
        this.checks = checks;
        this.sentences = new SentenceReview(agent, asked, hits, prompt, checks);
    }

    /// What is left of an answer.
    ///
    /// @param text what may be shown; blank when nothing may
    /// @param confirmed those of its sentences that a check has confirmed
    /// @param dropped how many sentences nothing backs
    record Reviewed(
            String text,
            List<Citation> citations,
            List<ConfirmedStatement> confirmed,
            int dropped,
            boolean leaked) {
        /// Whether the built-in model has to answer instead.
        boolean isEmpty() {
            return leaked || text.isBlank() || (dropped > 0 && citations.isEmpty());
        }
    }

    /// Takes the next piece of the answer.
    ///
    /// @return what may be shown of it now; may be empty
    String next(String piece) {
        raw.append(piece);
        if (judgedTo > 0 && LATE_END.matcher(raw).find()) {
            judgedTo = 0;
            given = 0;
            takenBack = true;
            open.clear();
            sentences.forget();
        }
        judge(false, false);
        return fresh();
    }

    /// Whether what was shown before the last piece was reasoning, as its closing tag has told, so that it has to be taken back.
    boolean tookBack() {
        boolean now = takenBack;
        takenBack = false;
        return now;
    }

    /// The answer is complete, or was cut off: then a sentence that is not finished is dropped. Waits for its last checks.
    Reviewed end(boolean cut) {
        judge(true, cut);
        long end = System.nanoTime() + LAST_CHECKS.toNanos();
        while (!open.isEmpty()) {
            checks.await(end);
            judgeOpen();
        }
        return sentences.reviewed();
    }

    /// What [#end] may show and was not given yet.
    String rest() {
        return fresh();
    }

    /// Whether the answer asks for a person.
    boolean wantsPerson() {
        return visible().contains(Prompt.PERSON);
    }

    private String fresh() {
        String shown = sentences.shown();
        String fresh = shown.substring(Math.min(given, shown.length()));
        given = shown.length();
        return fresh;
    }

    private String visible() {
        return CitationMarkers.unified(ReasoningBlocks.without(raw.toString()));
    }

    private void judge(boolean ended, boolean cut) {
        String text = visible().replace(Prompt.PERSON, " ");
        if (text.length() < judgedTo) {
            return; // a block of reasoning began in the sentence that is being written
        }
        String fresh = text.substring(judgedTo);
        List<Span> spans = SentenceSplitter.of(fresh);
        int from = 0;
        for (int at = 0; at < spans.size(); at++) {
            Span span = spans.get(at);
            boolean last = at == spans.size() - 1;
            if (!ended && (last || !isComplete(fresh, span, spans.get(at + 1)))) {
                break;
            }
            String sentence = fresh.substring(span.start(), span.end());
            boolean unfinished = last && cut && !FINISHED.matcher(sentence).find();
            listed =
                    SOURCE_LIST.matcher(sentence).matches()
                            || CitationMarkers.isEntry(sentence, listed);
            if (!unfinished && !listed) {
                open.add(
                        new SentenceReview.Sentence(
                                fresh.substring(from, span.start()),
                                sentence,
                                BULLET.matcher(sentence).replaceFirst("")));
            }
            from = span.end();
        }
        judgedTo += from;
        judgeOpen();
    }

    /// Judges in their order, up to one that is being checked; those behind it are checked at the same time.
    private void judgeOpen() {
        while (!open.isEmpty() && sentences.isJudged(open.getFirst())) {
            open.removeFirst();
        }
        open.stream().skip(1).forEach(sentences::foresee);
    }

    private static boolean isComplete(String text, Span sentence, Span next) {
        String following = text.substring(next.start());
        return following.length() > LONGEST_MARKER
                || (MARKER_BEGINNINGS.indexOf(following.charAt(0)) < 0
                        && sentence.end() <= next.start());
    }
}
