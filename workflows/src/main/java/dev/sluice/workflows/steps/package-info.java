/** Runs the steps of a change over several sub-domains, each as a change of its own. */
@NullMarked
package dev.sluice.workflows.steps;

import org.jspecify.annotations.NullMarked;
