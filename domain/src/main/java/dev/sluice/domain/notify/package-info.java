/** What people are told of a change outside of Sluice, and when they are told again. */
@NullMarked
package dev.sluice.domain.notify;

import org.jspecify.annotations.NullMarked;
