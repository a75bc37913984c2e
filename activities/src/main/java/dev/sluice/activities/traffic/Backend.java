package dev.sluice.activities.traffic;

/**
 * One of those a route's requests go to.
 *
 * @param name in its proxy: a server of HAProxy, a cluster of Envoy
 * @param version what it serves
 * @param up whether the proxy holds it to be healthy and in service
 * @param chosen whether the proxy sends it what its weight asks for; HAProxy leaves out what is not
 *     up, Envoy's weighted clusters do not
 */
public record Backend(String name, String version, boolean up, boolean chosen) {

  /**
   * The version in a backend's name: what follows {@code <route>-}, {@code <route>.} or {@code
   * <route>:}, else the whole name; without what follows a colon, which tells backends of one
   * version apart.
   */
  public static String versionIn(String name, String route) {
    boolean prefixed =
        name.length() > route.length() + 1
            && name.startsWith(route)
            && "-.:".indexOf(name.charAt(route.length())) >= 0;
    String rest = prefixed ? name.substring(route.length() + 1) : name;
    int colon = rest.indexOf(':');
    return colon > 0 ? rest.substring(0, colon) : rest;
  }
}
