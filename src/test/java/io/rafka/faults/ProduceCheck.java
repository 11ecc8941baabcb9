package io.rafka.faults;

import io.rafka.faults.ProduceJournal.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What clients were told of what they produced, compared with Kafka's log.
 *
 * @param missing accepted, and not in the log
 * @param missingConfirmed those of them after which DUMP has answered 0
 * @param notTold connections with records missing, none of whose later records was answered with an error
 * @param twice more than once in the log, although no client has sent it twice
 * @param repeated in the log again because a client that had got no reply has sent it again
 * @param disorder behind one of the same connection in its partition that was sent later
 * @param refusedButThere answered with an error, and in the log all the same
 * @param strange in the log, but never sent
 */
record ProduceCheck(
        List<String> missing,
        List<String> missingConfirmed,
        List<String> notTold,
        List<String> twice,
        List<String> repeated,
        List<String> disorder,
        List<String> refusedButThere,
        List<String> strange) {

    static ProduceCheck of(ProduceJournal journal, List<KafkaLog.Entry> log) {
        Set<String> logged = new HashSet<>();
        List<String> twice = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        List<String> disorder = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        Map<String, Long> latest = new HashMap<>();
        for (KafkaLog.Entry entry : log) {
            String value = entry.value();
            if (!journal.isKnown(value)) {
                strange.add(value);
                continue;
            }
            if (!logged.add(value)) {
                (journal.isResent(value) ? repeated : twice).add(value);
                continue;
            }
            long number = Load.number(value);
            Long before = latest.put(Load.connection(value) + " in " + entry.partition(), number);
            if (before != null && before > number) {
                disorder.add(value + " after " + before + " in partition " + entry.partition());
            }
        }
        List<String> missing = new ArrayList<>(journal.all(Answer.ACCEPTED));
        missing.removeIf(logged::contains);
        List<String> refusedButThere = new ArrayList<>(journal.all(Answer.REFUSED));
        refusedButThere.retainAll(logged);
        return new ProduceCheck(
                missing,
                missing.stream().filter(journal::isConfirmed).toList(),
                notTold(missing, journal.all(Answer.REFUSED)),
                twice,
                repeated,
                disorder,
                refusedButThere,
                strange);
    }

    private static List<String> notTold(List<String> missing, List<String> refused) {
        Map<String, Long> firstMissing = new TreeMap<>();
        missing.forEach(value -> firstMissing.merge(Load.connection(value), Load.number(value), Math::min));
        refused.forEach(value -> {
            Long first = firstMissing.get(Load.connection(value));
            if (first != null && Load.number(value) > first) {
                firstMissing.remove(Load.connection(value));
            }
        });
        return List.copyOf(firstMissing.keySet());
    }
}
