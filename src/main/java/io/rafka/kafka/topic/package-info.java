/** The topics of the cluster, asked through one shared admin client. Never blocks its callers. */
@NullMarked
package io.rafka.kafka.topic;

import org.jspecify.annotations.NullMarked;
