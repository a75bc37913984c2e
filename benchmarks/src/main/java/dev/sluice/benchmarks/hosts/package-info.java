/** Many hosts over SSH, by Sluice and by Ansible. */
@NullMarked
package dev.sluice.benchmarks.hosts;

import org.jspecify.annotations.NullMarked;
