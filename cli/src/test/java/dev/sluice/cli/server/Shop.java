package dev.sluice.cli.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the systems of the example say themselves, asked past Sluice. Names and ports as in
 * docker/systems/shop/places.py.
 */
final class Shop {
  private final int port;
  private final Path folder;

  /**
   * @param port its first, as in {@link #at}
   * @param config what {@code shop.sh start} wrote
   */
  Shop(int port, Path config) {
    this.port = port;
    folder = config.toAbsolutePath().resolveSibling("..").normalize();
  }

  /** What tells {@code shop.sh} its ports: those of two shops lie 1,000 apart. */
  static Map<String, String> at(int port) {
    return Map.of("SLUICE_SHOP_PORT", Integer.toString(port));
  }

  boolean hasCluster() {
    return Files.exists(folder.resolve("shop/with-cluster"));
  }

  /**
   * Ends a system as a power cut would.
   *
   * @param system etcd, postgresql, kubernetes or edges
   */
  void down(String system) throws IOException, InterruptedException {
    run("down", system);
  }

  /** Starts one that is down with what it had. */
  void again(String system) throws IOException, InterruptedException {
    run("again", system);
  }

  private void run(String what, String system) throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder("../docker/systems/shop.sh", what, system)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    command.environment().putAll(at(port));
    int code = command.start().waitFor();
    if (code != 0) {
      throw new IOException(
          "shop.sh %s %s failed; the line above says why".formatted(what, system));
    }
  }

  /** All of it in one text, to compare one moment with another. */
  String state() throws IOException, InterruptedException, SQLException {
    return String.join(
        "\n",
        "columns " + columnsOfOrders(),
        "migrations " + migrations(),
        "settings " + settings(),
        "images " + images(),
        "traffic " + sharesOf("v1") + " " + sharesOf("v2"));
  }

  /** The versions of each shard. */
  private List<String> migrations() throws SQLException {
    return asked(
        "select string_agg(version, ' ' order by installed_rank) from flyway_schema_history where success");
  }

  /** The columns of the table of each shard, with blanks between. */
  List<String> columnsOfOrders() throws SQLException {
    return asked(
        "select string_agg(column_name, ' ') from information_schema.columns where table_name = 'orders'");
  }

  private List<String> asked(String query) throws SQLException {
    List<String> shards = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      String url = "jdbc:postgresql://127.0.0.1:%d/orders_%d".formatted(port + 20, i);
      try (Connection connection = DriverManager.getConnection(url, "postgres", "");
          Statement statement = connection.createStatement();
          ResultSet found = statement.executeQuery(query)) {
        found.next();
        shards.add(found.getString(1));
      }
    }
    return shards;
  }

  /** The text of the key of each cell. */
  List<String> settings() throws IOException, InterruptedException {
    String body =
        "{\"key\": \"%s\", \"range_end\": \"%s\"}"
            .formatted(coded("/sluice/cells/"), coded("/sluice/cells0"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:%d/v3/kv/range".formatted(port)))
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      List<String> texts = new ArrayList<>();
      for (JsonNode key : JsonMapper.shared().readTree(answer).path("kvs")) {
        byte[] text = Base64.getDecoder().decode(key.path("value").asString(""));
        texts.add(new String(text, StandardCharsets.UTF_8));
      }
      return texts;
    }
  }

  private static String coded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The file of each host. */
  List<String> prices() throws IOException {
    List<String> prices = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      prices.add(Files.readString(priceFile(i)));
    }
    return prices;
  }

  /**
   * Writes the file of a host by hand.
   *
   * @param host 1 to 6
   */
  void writePrice(int host, String text) throws IOException {
    Files.writeString(priceFile(host), text);
  }

  private Path priceFile(int host) {
    return folder.resolve("openssh/hosts/127.21.0.%d/prices.conf".formatted(host));
  }

  /** What each proxy's weights give to a version, 0 to 1. */
  List<Double> sharesOf(String version) throws IOException {
    List<Double> shares = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      double all = 0;
      double own = 0;
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port + 40 + i)) {
        socket
            .getOutputStream()
            .write("show servers state checkout\n".getBytes(StandardCharsets.UTF_8));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (String line : answer.lines().filter(it -> it.contains(" checkout ")).toList()) {
          String[] columns = line.split(" ", -1);
          double weight = Double.parseDouble(columns[7]);
          all += weight;
          own += columns[3].startsWith(version + ":") ? weight : 0;
        }
      }
      shares.add(own / all);
    }
    return shares;
  }

  /** The image of each pod. */
  List<String> images() throws IOException, InterruptedException {
    Path kubectl;
    Path binaries =
        Path.of(
            System.getenv()
                .getOrDefault(
                    "SLUICE_BINARIES", folder.resolve("../../bin").normalize().toString()));
    try (var found = Files.find(binaries, 2, (path, _) -> path.endsWith("kubectl"))) {
      kubectl = found.findFirst().orElseThrow();
    }
    Process process =
        new ProcessBuilder(
                kubectl.toString(),
                "--kubeconfig",
                folder.resolve("kubernetes/admin.conf").toString(),
                "-n",
                "shop",
                "get",
                "pods",
                "-o",
                "jsonpath={.items[*].spec.containers[0].image}")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return List.of(answer.split(" ", -1));
  }
}
