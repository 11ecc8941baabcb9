package io.rafka.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DynamicTest;

/**
 * What is tried with a client, and the tests that wait for it.
 *
 * <p>{@code ./test} looks which clients there are, and names those that are missing in {@code rafka.clients.missing}.
 * If the property is not set, as with a plain {@code mvn verify}, we look ourselves.
 *
 * <p>Threading: tasks are added and started by one thread, and run one after the other by another, as they may build
 * something in the client's folder.
 */
public final class ClientTasks {
    /** Most of their time, programs wait: for a timeout, for a group, for a server. */
    private static final int AT_A_TIME = 2;

    private final Client client;
    private final FutureTask<Boolean> there;
    private final List<FutureTask<?>> tasks = new ArrayList<>();
    private final List<DynamicTest> tests = new ArrayList<>();

    /** What is tried with a client, in an empty folder. */
    @FunctionalInterface
    public interface Trial {
        /** Fails if anything is wrong. */
        void with(Client client, Path folder) throws Exception;
    }

    /**
     * One task for each client, started, and the tests that wait for them.
     *
     * @param temporary an empty folder
     */
    public static List<DynamicTest> ofAll(
            RafkaTester tester, Executor executor, Path temporary, String name, Trial trial) throws IOException {
        ClientRun run = new ClientRun(tester, temporary);
        List<DynamicTest> tests = new ArrayList<>();
        for (Client client : Client.all()) {
            ClientTasks tasks = new ClientTasks(run, client);
            tasks.add(name, () -> {
                trial.with(client, Files.createDirectory(temporary.resolve(client.name())));
                return client;
            });
            tests.addAll(tasks.start(executor));
        }
        return tests;
    }

    /** None yet. */
    public ClientTasks(ClientRun run, Client client) {
        this.client = client;
        there = new FutureTask<>(() -> isThere(run, client));
        tasks.add(there);
    }

    /** For the tasks of all clients. */
    public static ExecutorService executor() {
        return Executors.newFixedThreadPool(AT_A_TIME);
    }

    /**
     * Adds a task, and a test that fails if it does.
     *
     * @return its result, empty if the client is missing
     */
    public <T> Future<Optional<T>> add(String name, Callable<T> run) {
        FutureTask<Optional<T>> task = new FutureTask<>(() -> there.get() ? Optional.of(run.call()) : Optional.empty());
        tasks.add(task);
        tests.add(test(client + ", " + name, task));
        return task;
    }

    /** Has them run, and returns the tests. */
    public List<DynamicTest> start(Executor executor) {
        executor.execute(() -> tasks.forEach(FutureTask::run));
        return tests;
    }

    private static DynamicTest test(String name, Future<? extends Optional<?>> run) {
        return DynamicTest.dynamicTest(name, () -> {
            try {
                assumeTrue(run.get().isPresent(), () -> name + ": the client is missing");
            } catch (ExecutionException e) {
                throw new AssertionError(name + ": " + e.getCause(), e.getCause());
            }
        });
    }

    /** In a CI, a missing client is a failure. */
    private static boolean isThere(ClientRun run, Client client) throws IOException, InterruptedException {
        String missing = System.getProperty("rafka.clients.missing");
        boolean there = missing == null
                ? run.probe(client)
                : !List.of(missing.split(",")).contains(client.name());
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("%s succeeds: %s", client, client.property("probe"))
                    .isTrue();
        }
        return there;
    }
}
