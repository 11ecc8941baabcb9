package io.rafka.admin;

import java.util.List;
import java.util.Map;

/**
 * What a page may want to know of a request.
 *
 * @param accept the media types that the client asks for, as in HTTP's header Accept; empty if it does not say
 * @param parameters what stands behind the question mark
 */
public record AdminRequest(String accept, Map<String, List<String>> parameters) {
    /** The first value of a parameter; empty if there is none. */
    public String parameter(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }
}
