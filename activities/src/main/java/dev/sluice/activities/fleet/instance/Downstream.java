package dev.sluice.activities.fleet.instance;

/** The other services, as an instance sees them. */
public interface Downstream {
  /**
   * Sends one request to some instance of a service and waits for the answer, for a bounded time.
   *
   * @return the HTTP status, 504 for none in time, 503 for no instance to send it to, 502 when the
   *     connection failed
   */
  int call(String service) throws InterruptedException;
}
