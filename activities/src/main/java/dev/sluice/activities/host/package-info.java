/** Hosts as targets: files replaced, reviewed commands run and reboots, by small scripts. */
@NullMarked
package dev.sluice.activities.host;

import org.jspecify.annotations.NullMarked;
