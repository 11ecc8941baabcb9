package io.rafka.bench.load;

/** The server answered with an error, closed a connection, or did not answer in time. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LoadException(String reason) {
        super(reason);
    }
}
