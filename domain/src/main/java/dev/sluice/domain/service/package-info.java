/** The services that changes touch, and who calls whom. */
@NullMarked
package dev.sluice.domain.service;

import org.jspecify.annotations.NullMarked;
