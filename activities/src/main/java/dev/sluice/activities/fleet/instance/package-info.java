/** One running copy of a service: its server, its metrics, the memory it keeps. */
@NullMarked
package dev.sluice.activities.fleet.instance;

import org.jspecify.annotations.NullMarked;
