/**
 * Who may do what: the users, their rules, and the patterns that guard keys and channels, as Redis' ACL has them.
 *
 * <p>All commands stand on this, so it knows none of them: their rows, the settings and requests are all it knows.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/">Redis' ACL</a>
 */
@NullMarked
package io.rafka.command.access;

import org.jspecify.annotations.NullMarked;
