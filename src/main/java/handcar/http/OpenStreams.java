package handcar.http;

/// The connections that stay open after their request. They are ended first when the server closes.
public interface OpenStreams extends AutoCloseable {
    /// Sends the heartbeats that are due. The server calls this several times a second.
    void beat();

    /// Ends every stream in good order; clients come again, to another replica or after the restart.
    @Override
    void close();
}
