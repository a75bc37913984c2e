package dev.sluice.worker.config;

/**
 * Where health and metrics are served: plain HTTP without a password, so on loopback only.
 *
 * @param address loopback address
 * @param port 0 to 65535, 0 for any free one
 */
public record OpsConfig(String address, int port) {
  public OpsConfig {
    if (!Loopback.is(address)) {
      throw new IllegalArgumentException(
          "ops.address "
              + address
              + " can be reached from other machines, but health and metrics have neither TLS nor"
              + " tokens: listen on 127.0.0.1 and let a proxy or an agent on this machine pass"
              + " them on");
    }
  }
}
