package io.rafka.config.kafka;

import java.util.List;

/** What follows from several properties together, for clients of every role. */
final class ClientTuning {
    private ClientTuning() {}

    static void apply(Translation translation) {
        for (String pause : List.of("reconnect.backoff", "retry.backoff")) {
            backoff(translation, pause + ".ms", pause + ".max.ms");
        }
        switch (translation.role()) {
            case PRODUCER -> ProducerTuning.apply(translation);
            case CONSUMER -> ConsumerTuning.apply(translation);
            case ADMIN -> {}
        }
    }

    /** Java's first pause is never longer than the longest, so a long one must not meet our short default. */
    private static void backoff(Translation translation, String first, String longest) {
        long pause = translation.kafkaNumber(first);
        if (pause <= translation.kafkaNumber(longest)) {
            return;
        }
        if (translation.isGiven(longest) && translation.isGiven(first)) {
            translation.wrong(longest, "must not be less than " + first + ", which is " + pause);
        } else if (translation.isGiven(longest)) {
            String most = String.valueOf(translation.kafka(longest));
            translation.kafka(first, most, "no more than " + translation.origin(longest));
        } else {
            translation.kafka(longest, String.valueOf(pause), "no less than " + translation.origin(first));
        }
    }
}
