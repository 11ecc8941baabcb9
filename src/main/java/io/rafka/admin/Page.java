package io.rafka.admin;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What there is at a path of the admin listener. */
@FunctionalInterface
public interface Page {
    /**
     * Called by the listener's event loop, which must not be made to wait for Kafka or for clients.
     *
     * @param listener the thread of the listener, for what takes some time after waiting
     * @return may complete on any thread; a failure is answered as an internal error
     */
    CompletionStage<Answer> answer(AdminRequest request, Executor listener);
}
