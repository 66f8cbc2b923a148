package handcar.rag;

import java.util.BitSet;
import java.util.List;

/// What the words of a question found, best first, with what is needed to judge it afterwards: `parts` has, for each hit,
/// which of the question's word parts it shows.
record LexicalRanking(
        LexicalQuestion question,
        LexicalSubwords subwords,
        LexicalSubwords.Worth worth,
        List<SearchHit> hits,
        List<BitSet> parts) {}
