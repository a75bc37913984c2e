/** Policies that people write in CEL: read, type-checked, tried on changes. */
@NullMarked
package dev.sluice.activities.policy;

import org.jspecify.annotations.NullMarked;
