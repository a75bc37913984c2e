package dev.sluice.cli.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the API listens.
 *
 * @param host a name or an IP address; an IPv6 address without its brackets
 * @param port 1 to 65535
 */
public record Address(String host, int port) {
  public static final String DEFAULT = "127.0.0.1:7300";

  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]/\\s]+):(\\d{1,5})");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");
  private static final int LAST_PORT = 65_535;

  public Address {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("the port must lie in 1 to 65535, not " + port);
    }
  }

  /** Reads "host:port" or "[ipv6]:port". */
  public static Address parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "an address looks like 127.0.0.1:7300 or [::1]:7300, not '" + text + "'");
    }
    String host = form.group(1);
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new Address(bare, Integer.parseInt(form.group(2)));
  }

  /** Whether the address never leaves this machine. Judged by its text: a name is not looked up. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(host).matches();
  }

  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
