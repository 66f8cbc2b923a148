package handcar.llm.extractive;

import module java.base;

/// Says of a sentence that lists several values the one that was asked for: of "a pair costs 290 € in silver, 1,150 € in gold" the
/// price in gold.
final class ListedValue {
    private static final double NAMED = 0.6;

    /// From this a word is nearer than in the other parts.
    private static final double NEARER = 0.1;

    private static final Pattern CLOCK =
            Pattern.compile(
                    "\\p{Nd}[:.]\\p{Nd}{2}(?!\\p{Nd})|\\p{Nd}\\s?(?:am|pm|uhr|h|ч)(?!\\p{L})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern BETWEEN =
            Pattern.compile(
                    "[,;]\\s+(?:(?:and|und|et|y|e|и|or|oder|ou|o|puis|while|bzw\\.?)\\s+)?|\\s+(?:and|und|et|y|и|or|oder|ou|o)\\s+");

    /// A value under a condition completes another one.
    private static final Pattern CONDITION =
            Pattern.compile(
                    "(?<!\\p{L})(?:if|unless|otherwise|from|over|only|except|wenn|falls|sonst|ab|nur|außer|si|sinon|sauf|dès|à"
                        + " partir|seulement|salvo|a"
                        + " partir|solo|sino|если|иначе|кроме|от|только)(?!\\p{L})",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern END = Pattern.compile("[.!。]$");

    private ListedValue() {}

    /// A part of the sentence: with the rest of it, when it does not stand at the beginning, left out.
    static String in(String sentence, CandidateRanker ranker) {
        Predicate<String> value = value(ranker.question().wanted());
        List<String> parts = parts(sentence, value);
        if (parts.size() < 2) {
            return sentence;
        }
        List<double[]> has = parts.stream().map(ranker::matches).toList();
        List<Integer> named =
                IntStream.range(0, parts.size())
                        .filter(part -> alone(has, part, ranker) > 0)
                        .boxed()
                        .toList();
        List<Integer> later = named.stream().filter(part -> part > 0).toList();
        String end = END.matcher(sentence).find() ? sentence.substring(sentence.length() - 1) : "";
        if (later.size() == 1) {
            String part = END.matcher(parts.get(later.getFirst())).replaceFirst("");
            String subject = subject(parts.getFirst(), has.get(later.getFirst()), ranker);
            return (subject.isEmpty() ? "… " : subject + " … ") + part + end;
        }
        boolean first =
                later.isEmpty()
                        && !named.isEmpty()
                        && (isShared(has, ranker) || hasCode(has.getFirst(), ranker))
                        && parts.stream().skip(1).noneMatch(part -> CONDITION.matcher(part).find());
        return first ? parts.getFirst() + end : sentence;
    }

    /// The sentence cut so that each part has a value.
    private static List<String> parts(String sentence, Predicate<String> value) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int end = -1;
        Matcher between = BETWEEN.matcher(sentence);
        while (between.find()) {
            boolean found = value.test(sentence.substring(end < 0 ? start : end, between.start()));
            if (end >= 0 && found) {
                parts.add(sentence.substring(start, end));
                Matcher gap = BETWEEN.matcher(sentence).region(end, sentence.length());
                start = gap.lookingAt() ? gap.end() : end;
            }
            end = found ? between.start() : end;
        }
        if (end >= 0 && value.test(sentence.substring(end))) {
            parts.add(sentence.substring(start, end));
            Matcher gap = BETWEEN.matcher(sentence).region(end, sentence.length());
            start = gap.lookingAt() ? gap.end() : end;
        }
        parts.add(sentence.substring(start));
        return parts;
    }

    /// Amounts of money and times of day stand in lists beside what they are for; years and durations are told in other ways.
    private static Predicate<String> value(Set<AnswerType> wanted) {
        Predicate<String> none = _ -> false;
        Predicate<String> money = wanted.contains(AnswerType.MONEY) ? AnswerType.MONEY::isIn : none;
        Predicate<String> time =
                wanted.contains(AnswerType.TIME) ? text -> CLOCK.matcher(text).find() : none;
        return money.or(time);
    }

    /// How many words of the question stand in this part and in no other.
    private static long alone(List<double[]> has, int part, CandidateRanker ranker) {
        return IntStream.range(0, ranker.weights().length)
                .filter(term -> ranker.question().terms().get(term).isOwn())
                .filter(term -> has.get(part)[term] >= NAMED)
                .filter(
                        term ->
                                IntStream.range(0, has.size())
                                        .allMatch(
                                                each ->
                                                        each == part
                                                                || has.get(each)[term] + NEARER
                                                                        < has.get(part)[term]))
                .count();
    }

    private static boolean isShared(List<double[]> has, CandidateRanker ranker) {
        return IntStream.range(0, ranker.weights().length)
                .filter(term -> ranker.question().terms().get(term).isOwn())
                .anyMatch(term -> has.stream().allMatch(part -> part[term] >= NAMED));
    }

    private static boolean hasCode(double[] has, CandidateRanker ranker) {
        List<QuestionTerm> terms = ranker.question().terms();
        return IntStream.range(0, has.length)
                .anyMatch(term -> terms.get(term).isCode() && has[term] == 1);
    }

    /// The beginning of the first part, as far as the question names it and the later part does not.
    private static String subject(String part, double[] later, CandidateRanker ranker) {
        List<String> words = List.of(part.split(" ", -1));
        for (int to = words.size(); to > 0; to--) {
            double[] has = ranker.matches(words.get(to - 1));
            boolean named =
                    IntStream.range(0, has.length)
                            .anyMatch(
                                    term ->
                                            !ranker.question().terms().get(term).cue()
                                                    && has[term] >= NAMED
                                                    && later[term] < NAMED);
            if (named) {
                return String.join(" ", words.subList(0, to));
            }
        }
        return "";
    }
}
