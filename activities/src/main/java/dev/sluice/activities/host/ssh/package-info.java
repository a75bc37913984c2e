/** Scripts on hosts over SSH, by Apache MINA SSHD. */
@NullMarked
package dev.sluice.activities.host.ssh;

import org.jspecify.annotations.NullMarked;
