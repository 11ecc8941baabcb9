package io.rafka.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was meant by a misspelt one. */
public final class NearestName {
    /** Longer than any name that exists; a client may send megabytes. */
    private static final int LONGEST = 100;

    private NearestName() {}

    /** The known name with the fewest letters added, left out, changed or swapped; empty if none is near. */
    public static Optional<String> of(String misspelt, Collection<String> known) {
        if (misspelt.length() > LONGEST) {
            return Optional.empty();
        }
        String nearest = null;
        int least = Math.max(2, misspelt.length() / 4) + 1;
        for (String name : known) {
            int distance = distance(misspelt, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** As the end of an error: {@code unknown property (did you mean x?)}. */
    public static String unknown(String kind, String misspelt, Collection<String> known) {
        return "unknown " + kind
                + of(misspelt, known)
                        .map(name -> " (did you mean " + name + "?)")
                        .orElse("");
    }

    /** Damerau and Levenshtein's distance, with swaps of neighbours. */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }
}
