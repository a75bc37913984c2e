package dev.sluice.worker.config;

/** Tells addresses that only this machine can reach. */
final class Loopback {
  /** Names other than localhost are not looked up: what they mean may change later. */
  static boolean is(String address) {
    return address.equals("localhost")
        || address.equals("::1")
        || address.matches("127(\\.\\d{1,3}){3}");
  }

  private Loopback() {}
}
