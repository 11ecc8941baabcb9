package io.rafka.bench.scenario;

import io.rafka.bench.report.Runs;
import io.rafka.bench.subject.Work;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Programs that are compared: each is warm, and does a part of the work when it is its turn, until all have done all of
 * theirs. A machine that is slower for a while, which is what virtual machines are, is slower for each of them; what is
 * compared are the works of one turn, and the median of the turns is what counts.
 */
final class Turns implements AutoCloseable {
    /** How often it is a program's turn. */
    static final int COUNT = 5;

    private final Map<String, Supplier<Work>> programs = new LinkedHashMap<>();
    private final Map<String, List<Work>> works = new LinkedHashMap<>();
    private final Deque<Runnable> owned = new ArrayDeque<>();

    /**
     * One more program, which works after those before.
     *
     * @param name what is told of it
     * @param turn does a part of the work
     */
    void add(String name, Supplier<Work> turn) {
        programs.put(name, turn);
        works.put(name, new ArrayList<>());
    }

    /** To be closed after the last turn. */
    <T> T own(T resource, Consumer<T> close) {
        owned.push(() -> close.accept(resource));
        return resource;
    }

    /** All turns of all programs; then tells what each has done in them together. */
    void run(Results results, String things) {
        run((name, work) -> results.work(name, things, work));
    }

    /** The same, told otherwise. */
    void run(BiConsumer<String, Work> told) {
        for (int turn = 0; turn < COUNT; turn++) {
            programs.forEach(
                    (name, program) -> Objects.requireNonNull(works.get(name)).add(program.get()));
        }
        works.forEach((name, done) ->
                told.accept(name, done.stream().reduce(Work::plus).orElseThrow()));
    }

    /** The rate of one, as a multiple of the best other's of the same turn. */
    double rate(String one, List<String> others) {
        return median(turn -> of(one, turn, Work::perSecond)
                / each(others, turn, Work::perSecond).max().orElseThrow());
    }

    /** The CPU time of one for each thing, as a multiple of the best other's of the same turn. */
    double cpu(String one, List<String> others) {
        return median(turn -> of(one, turn, Work::cpuMicros)
                / each(others, turn, Work::cpuMicros).min().orElseThrow());
    }

    private double median(IntToDoubleFunction ofTurn) {
        return Runs.median(IntStream.range(0, COUNT).mapToDouble(ofTurn).boxed().toList());
    }

    private DoubleStream each(List<String> names, int turn, ToDoubleFunction<Work> figure) {
        return names.stream().mapToDouble(name -> of(name, turn, figure));
    }

    private double of(String name, int turn, ToDoubleFunction<Work> figure) {
        return figure.applyAsDouble(
                Objects.requireNonNull(works.get(name), name).get(turn));
    }

    /** All of it, also if one fails. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (Runnable close : owned) {
            try {
                close.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
