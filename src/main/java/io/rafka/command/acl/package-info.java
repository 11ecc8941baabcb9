/** The subcommands of ACL: users and their rules, as operators see and change them. */
@NullMarked
package io.rafka.command.acl;

import org.jspecify.annotations.NullMarked;
