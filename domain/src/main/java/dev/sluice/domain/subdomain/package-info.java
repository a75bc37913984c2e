/** What a technical area with its own change system offers: targets, precheck, apply, revert. */
@NullMarked
package dev.sluice.domain.subdomain;

import org.jspecify.annotations.NullMarked;
