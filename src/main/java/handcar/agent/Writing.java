package handcar.agent;

import handcar.chat.Author;
import handcar.chat.Message;
import handcar.chat.Turn;
import handcar.gateway.ModelUnavailable;
import handcar.gateway.Models;
import handcar.gateway.ProviderFailure;
import handcar.rag.Language;
import handcar.rag.Library;
import handcar.rag.SearchHit;
import handcar.rag.SearchScope;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes an answer to a question: finds passages, has the best available model write, and checks every citation. When no
/// provider can be asked, or one fails on the way, the built-in model answers from the same passages.
public final class Writing {
    /// More passages make a model slower and dearer, and it reads the middle ones badly
    /// (Liu et al. 2023, "Lost in the Middle").
    private static final int PASSAGES = 6;

    private static final Logger LOG = System.getLogger(Writing.class.getName());

    private final Library library;
    private final ModelWriter model;
    private final BuiltInWriter builtIn;

    public Writing(Library library, Models models, Duration runLimit) {
        this.library = library;
        this.model = new ModelWriter(models, runLimit);
        this.builtIn = new BuiltInWriter(library);
    }

    /// The answer, given to `pieces` as it is written.
    Written write(Question question, Pieces pieces) {
        SearchScope scope = SearchScope.of(question.agent().id());
        if (!model.available()) {
            return builtIn.write(question, scope, pieces);
        }
        Optional<Written> person = builtIn.person(question);
        if (person.isPresent()) {
            return person.get();
        }
        List<SearchHit> hits = library.search(question.searched(), scope, PASSAGES);
        try {
            Written written = model.write(question, hits, pieces);
            if (written.ending() == Written.Ending.WANTS_PERSON) {
                String language = Language.of(question.spoken()).code();
                return written.saying(builtIn.gettingPerson(language));
            }
            if (!written.text().isBlank()) {
                return written;
            }
            LOG.log(Level.WARNING, "The built-in model answers: the model said nothing");
        } catch (ProviderFailure.Cancelled e) {
            throw e; // the process is being stopped: the next one asks again
        } catch (ModelUnavailable | ProviderFailure | ModelWriter.TookTooLong e) {
            LOG.log(Level.WARNING, "The built-in model answers: " + e.getMessage());
        }
        pieces.startOver();
        return builtIn.write(question, scope, pieces);
    }

    /// That a person will take over, in the customer's language.
    String gettingPerson(Turn turn) {
        String said =
                turn.messages().stream()
                        .filter(message -> message.author() == Author.CONTACT)
                        .map(Message::content)
                        .collect(Collectors.joining("\n"));
        return builtIn.gettingPerson(Language.of(said).code());
    }
}
