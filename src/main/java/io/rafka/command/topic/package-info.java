/** Commands that see the cluster's topics as keys. */
@NullMarked
package io.rafka.command.topic;

import org.jspecify.annotations.NullMarked;
