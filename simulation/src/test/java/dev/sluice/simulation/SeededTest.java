package dev.sluice.simulation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of many seeds, given as its {@code long} parameter. {@code
 * -Dsluice.seed=S} runs it for that seed only, {@code -Dsluice.worlds=N} for the seeds 1 to N.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Seeds.class)
public @interface SeededTest {
  /** Seeds 1 to this, unless a property says otherwise. */
  int runs();
}
