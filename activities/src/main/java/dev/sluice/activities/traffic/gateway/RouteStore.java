package dev.sluice.activities.traffic.gateway;

import dev.sluice.activities.problem.Sentences;
import dev.sluice.activities.traffic.TrafficProblems;
import dev.sluice.domain.problem.ProblemException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code HTTPRoute}s on an API server. */
final class RouteStore {
  static final String CONFLICT = "CONFLICT";

  private static final int MOST_TRIES = 5;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ResourceDefinitionContext HTTP_ROUTES =
      new ResourceDefinitionContext.Builder()
          .withGroup("gateway.networking.k8s.io")
          .withVersion("v1")
          .withKind("HTTPRoute")
          .withPlural("httproutes")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final GatewayConfig config;
  private volatile boolean answered;

  /**
   * @param client whose closing is up to the caller
   * @param config which of them
   */
  RouteStore(KubernetesClient client, GatewayConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * Some routes in name order.
   *
   * @param routes as far as they were read
   * @param next token for the rest; empty when there is none
   */
  record Page(List<HttpRouteDocument> routes, String next) {}

  Page list(String token, long limit) {
    return asked(() -> {
      GenericKubernetesResourceList list =
          routes()
              .inNamespace(config.namespace())
              .list(
                  new ListOptionsBuilder()
                      .withLimit(limit)
                      .withContinue(token.isEmpty() ? null : token)
                      .build());
      String next = list.getMetadata().getContinue();
      return new Page(
          list.getItems().stream().map(this::document).toList(), next == null ? "" : next);
    });
  }

  Optional<HttpRouteDocument> get(String name) {
    return asked(() -> {
      GenericKubernetesResource found = one(name).get();
      return found == null ? Optional.empty() : Optional.of(document(found));
    });
  }

  /**
   * Reads a route, edits it and writes it over what was read. Where its gateway's controller or
   * somebody else writes in between, all of it is done again.
   *
   * @param edit throws where the route is not as it expects
   */
  void change(String name, Consumer<HttpRouteDocument> edit) {
    for (int attempt = 1; ; attempt++) {
      HttpRouteDocument route =
          get(name)
              .orElseThrow(() ->
                  TrafficProblems.operator(
                      "UNKNOWN_TARGET",
                      "HTTPRoute %s of namespace %s is gone; was it removed?"
                          .formatted(name, config.namespace())));
      edit.accept(route);
      try {
        replace(route);
        return;
      } catch (ProblemException e) {
        if (attempt == MOST_TRIES || !e.problem().code().equals(CONFLICT)) {
          throw e;
        }
      }
    }
  }

  /** Writes a route over the one it was read as, and over no other. */
  void replace(HttpRouteDocument route) {
    asked(() -> {
      GenericKubernetesResource resource =
          client
              .getKubernetesSerialization()
              .unmarshal(JSON.writeValueAsString(route.json()), GenericKubernetesResource.class);
      return routes().inNamespace(config.namespace()).resource(resource).update();
    });
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      routes() {
    return client.genericKubernetesResources(HTTP_ROUTES);
  }

  private Resource<GenericKubernetesResource> one(String name) {
    return routes().inNamespace(config.namespace()).withName(name);
  }

  private HttpRouteDocument document(GenericKubernetesResource resource) {
    String text = client.getKubernetesSerialization().asJson(resource);
    return new HttpRouteDocument((ObjectNode) JSON.readTree(text));
  }

  private <T> T asked(Supplier<T> call) {
    try {
      T answer = call.get();
      answered = true;
      return answer;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && answered) {
        return again(call);
      }
      throw problem(e);
    }
  }

  /**
   * What was allowed before is forbidden: an API server that has just started does not know all
   * rights yet.
   */
  private <T> T again(Supplier<T> call) {
    boolean ready = isReady();
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw ready || e.getCode() != HttpURLConnection.HTTP_FORBIDDEN
          ? problem(e)
          : TrafficProblems.unreachable(
              config.place().name(), client.getMasterUrl().getAuthority(), e);
    }
  }

  private boolean isReady() {
    try {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private ProblemException problem(KubernetesClientException e) {
    String proxy = config.place().name();
    if (Thread.currentThread().isInterrupted()) {
      return TrafficProblems.interrupted(proxy);
    }
    String said = Sentences.bounded(String.valueOf(e.getMessage()));
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT ->
          TrafficProblems.passing(
              CONFLICT,
              "somebody else wrote an HTTPRoute of %s at the same time; try again"
                  .formatted(proxy));
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          TrafficProblems.operator(
              "NO_PERMISSION",
              "the API server does not let HTTPRoutes of namespace %s be read and updated (%s); grant it"
                  .formatted(config.namespace(), said));
      case HttpURLConnection.HTTP_NOT_FOUND ->
          TrafficProblems.operator(
              "NO_HTTP_ROUTES",
              "the API server knows no HTTPRoute of gateway.networking.k8s.io/v1; install Gateway API there");
      case HttpURLConnection.HTTP_BAD_REQUEST, 422 ->
          TrafficProblems.operator("PROXY_REFUSED", "the API server refused an HTTPRoute: " + said);
      default -> TrafficProblems.unreachable(proxy, client.getMasterUrl().getAuthority(), e);
    };
  }
}
