/**
 * Certificates and keys as librdkafka's users have them, in PEM files and PKCS#12, read into what Java's TLS takes.
 * Knows nothing of Kafka.
 */
@NullMarked
package io.rafka.config.tls;

import org.jspecify.annotations.NullMarked;
