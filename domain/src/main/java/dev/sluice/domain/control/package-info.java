/** What binds a change: how far it is controlled, and by what. */
@NullMarked
package dev.sluice.domain.control;

import org.jspecify.annotations.NullMarked;
