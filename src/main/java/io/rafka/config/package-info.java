/**
 * What a user configures, before it has a meaning: the file and its form, where secrets are, and how errors are told,
 * all at once. What it means is in the packages below: {@code kafka}, {@code server} and {@code tls}. Knows nothing
 * else of rafka.
 */
@NullMarked
package io.rafka.config;

import org.jspecify.annotations.NullMarked;
