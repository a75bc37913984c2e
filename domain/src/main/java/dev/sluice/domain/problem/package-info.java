/** What can go wrong, split by who must act. */
@NullMarked
package dev.sluice.domain.problem;

import org.jspecify.annotations.NullMarked;
