import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;

/// Answers without a model: how often the built-in answer contains the expected text, and how often it says "I don't know"
/// when the paragraph that answers was left out of the collection, alone or with all others of its article. Each paragraph
/// is left out once, a fifth of the collection at a time.
final class Answers {
    private static final int FOLDS = 5;
    private static final List<String> UNKNOWN = List.of("I don't know", "Das weiß ich nicht");

    public static void main(String[] args) throws Exception {
        List<String> languages = args.length == 0 ? List.of("en", "de") : List.of(args);
        try (Bench bench = Bench.open()) {
            System.out.printf(
                    "%-10s %9s %16s %24s %24s%n",
                    "collection",
                    "questions",
                    "contains answer",
                    "unknown, paragraph out",
                    "unknown, article out");
            for (String language : languages) {
                List<Bench.Question> questions = Bench.questions(language);
                List<String> paragraphs = distinct(questions, Bench.Question::paragraph);
                List<String> articles = distinct(questions, Bench.Question::article);
                bench.upload(language, paragraphs);
                double right =
                        share(
                                bench,
                                questions,
                                (question, answer) ->
                                        question.answers().stream().anyMatch(answer::contains));
                double paragraphOut =
                        leftOut(
                                bench,
                                language,
                                questions,
                                question -> paragraphs.indexOf(question.paragraph()) % FOLDS);
                double articleOut =
                        leftOut(
                                bench,
                                language,
                                questions,
                                question -> articles.indexOf(question.article()) % FOLDS);
                System.out.printf(
                        "%-10s %9d %16.3f %24.3f %24.3f%n",
                        language, questions.size(), right, paragraphOut, articleOut);
                bench.removeAll();
            }
        }
    }

    private interface Fold {
        int of(Bench.Question question);
    }

    private interface Verdict {
        boolean on(Bench.Question question, String answer);
    }

    private static double leftOut(
            Bench bench, String language, List<Bench.Question> questions, Fold fold)
            throws Exception {
        double unknown = 0;
        for (int out = 0; out < FOLDS; out++) {
            int left = out;
            Predicate<Bench.Question> isOut = question -> fold.of(question) == left;
            List<Bench.Question> asked = questions.stream().filter(isOut).toList();
            List<String> paragraphs = distinct(asked, Bench.Question::paragraph);
            bench.remove(paragraphs);
            unknown +=
                    asked.size()
                            * share(
                                    bench,
                                    asked,
                                    (_, answer) -> UNKNOWN.stream().anyMatch(answer::contains));
            bench.upload(language, paragraphs);
        }
        return unknown / questions.size();
    }

    private static double share(Bench bench, List<Bench.Question> questions, Verdict verdict)
            throws Exception {
        String agent = bench.agent();
        int yes = 0;
        for (Bench.Question question : questions) {
            yes += verdict.on(question, bench.ask(agent, question.text())) ? 1 : 0;
        }
        return (double) yes / Math.max(1, questions.size());
    }

    private static List<String> distinct(
            List<Bench.Question> questions,
            java.util.function.Function<Bench.Question, String> part) {
        return new ArrayList<>(new LinkedHashSet<>(questions.stream().map(part).toList()));
    }
}
