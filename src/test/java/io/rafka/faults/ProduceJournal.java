package io.rafka.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients that produce were told of each record. Any thread. */
final class ProduceJournal {
    /** What became of a record, as far as its client knows. */
    enum Answer {
        /** {@code :1}. */
        ACCEPTED,
        /** {@code -PROD <reason>}: it was not sent. */
        REFUSED,
        /** The connection was lost before the reply. */
        UNKNOWN
    }

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    /** Asked for all the time, and so not counted each time. */
    private final AtomicInteger accepted = new AtomicInteger();

    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private final Set<String> resent = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    void accepted(String sent) {
        answers.put(sent, Answer.ACCEPTED);
        accepted.incrementAndGet();
    }

    void refused(String sent, String reason) {
        answers.put(sent, Answer.REFUSED);
        refusals.merge(reason, 1, Integer::sum);
    }

    void unknown(String sent) {
        answers.put(sent, Answer.UNKNOWN);
    }

    /** The client sends again what it does not know the fate of. */
    void resent(String sent) {
        resent.add(sent);
    }

    /** DUMP has answered 0 after these had been accepted. */
    void confirmed(Collection<String> sent) {
        confirmed.addAll(sent);
    }

    /** Something that no client should see. */
    void problem(String text) {
        problems.add(text);
    }

    /** Everything that was answered so. */
    List<String> all(Answer answer) {
        List<String> found = new ArrayList<>();
        answers.forEach((sent, its) -> {
            if (its == answer) {
                found.add(sent);
            }
        });
        return found;
    }

    int count(Answer answer) {
        return answer == Answer.ACCEPTED ? accepted.get() : all(answer).size();
    }

    boolean isConfirmed(String sent) {
        return confirmed.contains(sent);
    }

    boolean isResent(String sent) {
        return resent.contains(sent);
    }

    /** Whether a client has tried to send it at all. */
    boolean isKnown(String sent) {
        return answers.containsKey(sent);
    }

    int confirmedCount() {
        return confirmed.size();
    }

    int resentCount() {
        return resent.size();
    }

    /** How often each error was the reply. */
    Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }
}
