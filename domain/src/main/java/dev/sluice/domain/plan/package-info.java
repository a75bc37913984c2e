/**
 * The stages of a change, made before anything is touched, and how they are cut from a change type
 * and a list of targets.
 */
@NullMarked
package dev.sluice.domain.plan;

import org.jspecify.annotations.NullMarked;
