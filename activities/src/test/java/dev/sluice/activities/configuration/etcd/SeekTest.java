package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeekTest {
  @Test
  void withoutASelectorEveryKeyIsRead() {
    assertThat(new Seek("", "").after("a/s/k")).isEqualTo("a/s/k\0");
    assertThat(new Seek("", "k").after("a/s/k")).isEqualTo("a/s/k\0");
  }

  @Test
  void goesToTheServiceAndFromItToTheNextCell() {
    Seek seek = new Seek("m", "");

    assertThat(seek.after("a/c/k")).isEqualTo("a/m/");
    assertThat(seek.after("a/m/k")).isEqualTo("a/m/k\0");
    assertThat(seek.after("a/m-2/k")).as("sorts before m/").isEqualTo("a/m/");
    assertThat(seek.after("a/n/k")).isEqualTo("a0");
  }

  @Test
  void goesToTheKeyAndFromItToTheNextCell() {
    Seek seek = new Seek("m", "pool");

    assertThat(seek.after("a/m/k")).isEqualTo("a/m/pool");
    assertThat(seek.after("a/m/pool")).isEqualTo("a0");
    assertThat(seek.after("a/m/pool.size")).isEqualTo("a0");
  }
}
