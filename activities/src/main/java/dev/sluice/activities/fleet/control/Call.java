package dev.sluice.activities.fleet.control;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * One request to the API.
 *
 * @param method GET, PUT or POST
 * @param path the parts between the slashes
 * @param parameters of the query
 * @param body empty for none
 */
record Call(String method, List<String> path, Map<String, String> parameters, String body) {

  static Call of(String method, URI uri, String body) {
    List<String> path =
        List.of(uri.getRawPath().split("/", -1)).stream()
            .filter(part -> !part.isEmpty())
            .map(Call::decode)
            .toList();
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return new Call(method, path, parameters, body);
  }

  /** The value of a parameter, empty if it is not given. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** The parts of a parameter between its commas. */
  List<String> list(String name) {
    return List.of(parameter(name).split(",", -1)).stream()
        .filter(part -> !part.isEmpty())
        .toList();
  }

  int number(String name, int otherwise, int most) {
    String text = parameter(name);
    try {
      int value = text.isEmpty() ? otherwise : Integer.parseInt(text);
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw wrong(name + " must be a number in 1 to " + most + ": " + text);
  }

  <T> T body(Class<T> type) {
    try {
      return Wire.JSON.readValue(body, type);
    } catch (JacksonException e) {
      throw wrong("the body is not what it should be: " + e.getOriginalMessage());
    }
  }

  static ProblemException wrong(String message) {
    return new ProblemException(new Problem.ForAuthor("BAD_REQUEST", message));
  }

  /** Labels and zones are encoded once more by themselves, as commas part them. */
  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
