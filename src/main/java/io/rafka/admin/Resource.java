package io.rafka.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A file of the jar, read when it is asked for: few ask, and it need not be kept for them. */
final class Resource implements Page {
    private final String name;
    private final String contentType;

    /** @param name beside this class */
    Resource(String name, String contentType) {
        this.name = name;
        this.contentType = contentType;
    }

    @Override
    public CompletionStage<Answer> answer(AdminRequest request, Executor listener) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            return CompletableFuture.completedFuture(new Answer(Answer.OK, contentType, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
