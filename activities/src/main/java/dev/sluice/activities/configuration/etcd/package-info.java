/** The sub-domain whose targets are configuration keys in etcd, one for each cell. */
@NullMarked
package dev.sluice.activities.configuration.etcd;

import org.jspecify.annotations.NullMarked;
