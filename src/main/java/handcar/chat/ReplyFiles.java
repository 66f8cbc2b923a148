package handcar.chat;

import module java.base;

import handcar.db.Tx;
import handcar.media.MediaFile;
import handcar.media.MediaStore;
import handcar.problem.Problem;

/// The files that staff send with a message. They were uploaded before, by the same person, and each is sent once.
final class ReplyFiles {
    private final MediaStore media;

    ReplyFiles(MediaStore media) {
        this.media = media;
    }

    /// The files, in the order given; [Problem.NotFound] when one is not there to be sent by this person.
    List<MediaFile> find(Tx tx, StaffActor by, List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<MediaFile> found = media.unsent(tx, ids, by.name());
        if (found.size() < ids.size()) {
            List<UUID> known = found.stream().map(MediaFile::id).toList();
            throw gone(ids.stream().filter(id -> !known.contains(id)).findFirst().orElseThrow());
        }
        return found;
    }

    /// Gives the files to the message, which is stored.
    void send(Tx tx, StaffActor by, UUID message, List<MediaFile> files) {
        List<UUID> ids = files.stream().map(MediaFile::id).toList();
        if (!ids.isEmpty() && media.send(tx, ids, message, by.name()) < ids.size()) {
            throw gone(ids.getFirst());
        }
    }

    private static Problem gone(UUID id) {
        return new Problem.NotFound(
                "attachment_not_found",
                "The file "
                        + id
                        + " is not one that you uploaded and have not sent yet. Upload it again.");
    }
}
