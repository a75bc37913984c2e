package dev.sluice.activities.traffic.envoy;

import dev.sluice.activities.subdomain.DurableFile;
import dev.sluice.activities.traffic.Settings;
import dev.sluice.activities.traffic.TrafficProblems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file in which Envoy finds its routes.
 *
 * @param path of JSON, a DiscoveryResponse
 * @param proxy the proxy's name
 */
record RouteFile(Path path, String proxy) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  String read() {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  RouteTable table(String text) {
    return RouteTable.ofFile(tree(text));
  }

  /** The same text with one route set. */
  String with(String text, String route, Settings wanted) {
    ObjectNode file = tree(text);
    RouteTable.ofFile(file).set(route, wanted);
    file.put("version_info", "sluice-" + UUID.nameUUIDFromBytes(bytes(file)));
    return JSON.writeValueAsString(file);
  }

  /** Replaces the file, which makes Envoy read it. */
  void replace(String text) {
    try {
      DurableFile.replace(path, text);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw TrafficProblems.interrupted(proxy);
      }
      throw unusable(e);
    }
  }

  /** All but the version, so that the same routes have the same one. */
  private static byte[] bytes(ObjectNode file) {
    ObjectNode routes = file.deepCopy();
    routes.remove("version_info");
    return JSON.writeValueAsBytes(routes);
  }

  private ObjectNode tree(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode file) {
        return file;
      }
    } catch (JacksonException e) {
      throw broken(e);
    }
    throw broken(new IOException("it is no object"));
  }

  private RuntimeException broken(Exception e) {
    return TrafficProblems.operator(
        "BROKEN_ROUTE_FILE",
        "%s of %s can't be read as JSON (%s); repair it"
            .formatted(path, proxy, e.getClass().getSimpleName()));
  }

  private RuntimeException unusable(IOException e) {
    return TrafficProblems.operator(
        "UNUSABLE_ROUTE_FILE",
        "%s of %s can't be used (%s); see that it is there and its folder may be written to"
            .formatted(path, proxy, e.getClass().getSimpleName()));
  }
}
