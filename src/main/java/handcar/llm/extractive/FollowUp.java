package handcar.llm.extractive;

import module java.base;

/// Recognises a question that leaves out what an earlier one said: "and to Norway?", "how long does that take?".
final class FollowUp {
    /// The weight of a carried word beside one of the question itself.
    static final double CARRIED = 0.5;

    /// The weight of the question before the carried one beside it.
    static final double FURTHER_BACK = 0.8;

    private static final int MOST_CARRIED = 3;

    /// A question with more words of its own is understood alone, unless one of them points back.
    private static final int FEW_SUBJECTS = 1;

    private static final Pattern BEGINNING =
            beginning(
                    "and|und|et|y|e|и|а|и"
                        + " что|also|auch|aussi|también|or|oder|ou|o|или|but|aber|mais|pero|но|what"
                        + " about|how about|what if|and what|was ist mit|wie sieht es|wie ist"
                        + " es|dann|then|qu'en est-il|et pour|alors|y si|qué hay de|qué tal|а"
                        + " если|а как|а что|тогда|و|وماذا|وكم|وهل|ماذا عن|dan|en|i|e se|ed|a |a"
                        + " co");

    private static final Pattern POINTER =
            words(
                    "it|that|this|they|them|those|these|there|one|ones|he|him|she|her|instead|its|their"
                        + "|dafür|dazu|damit|davon|darauf|darin|dort|dorthin|dahin|stattdessen|denen|diesem|diesen|dieses|dieser|diese|(?<=(?:dauert|kostet|ist|geht|gilt|kann"
                        + " ich|muss ich|ich|wäre|wird|kosten|sind|heißt|macht)"
                        + " )(?:das|es|sie|er|ihn|den|die)|ça|cela|ceci|celui-ci|celle-ci|ceux-ci|là-bas|y(?="
                        + " )|en(?="
                        + " (?:plus|a|ai))|celui|celle|(?<=-)(?:il|elle|ils|elles|t-il|t-elle)|(?<=puis-je"
                        + " )(?:le|la|les)|(?<=(?:je|j'|peux|pouvez|vous|tu) )(?:le|la|les|l')"
                        + "|eso|esto|ello|esos|esas|estos|estas|allí|ahí|allá"
                        + "|это|этого|этот|эта|эту|этой|этом|эти|этим|он|она|оно|они|его|её|ее|их|им|ему|ей|ней|нём|нем|него|них|туда|там|тогда|такой|такая|такое"
                        + "|ذلك|هذا|هذه|هناك|تلك|إليها|منها|عليها|فيها|به|له|لها|dit|dat|daar|questo|quello|isso|isto|lá|tam|tego|ten|ta|그거|그것|거기");

    private FollowUp() {}

    private static Pattern beginning(String words) {
        return Pattern.compile(
                "^\\W*(?:" + words + ")(?![\\p{L}\\p{M}'’])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static Pattern words(String words) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{M}])(?:" + words + ")(?![\\p{L}\\p{M}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// Whether a word of it points to what was said before.
    static boolean pointsBack(String question) {
        String bare = question.strip();
        return BEGINNING.matcher(bare).find() || POINTER.matcher(bare).find();
    }

    /// Whether it says too little to be understood alone.
    static boolean isBrief(QuestionTerms question) {
        return question.subjects().size() <= FEW_SUBJECTS;
    }

    /// The earlier questions whose words it is completed with, the last one first: back to the one that stands alone.
    static List<String> carried(List<String> earlier, Function<String, QuestionTerms> reader) {
        List<String> carried = new ArrayList<>();
        for (String question : earlier) {
            if (SmallTalkPhrases.isNothingElse(question)) {
                continue;
            }
            carried.add(question);
            if (carried.size() == MOST_CARRIED
                    || (!pointsBack(question) && !isBrief(reader.apply(question)))) {
                break;
            }
        }
        return carried;
    }
}
