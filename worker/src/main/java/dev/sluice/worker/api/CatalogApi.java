package dev.sluice.worker.api;

import dev.sluice.proto.v1.CatalogServiceGrpc;
import dev.sluice.proto.v1.ChangeType;
import dev.sluice.proto.v1.GetChangeTypeRequest;
import dev.sluice.proto.v1.ListChangeTypesRequest;
import dev.sluice.proto.v1.ListChangeTypesResponse;
import dev.sluice.proto.v1.ListSubDomainsRequest;
import dev.sluice.proto.v1.ListSubDomainsResponse;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.ListTargetsResponse;
import io.grpc.stub.StreamObserver;

/** The CatalogService. */
final class CatalogApi extends CatalogServiceGrpc.CatalogServiceImplBase {
  private final Catalog catalog;

  CatalogApi(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void listChangeTypes(
      ListChangeTypesRequest request, StreamObserver<ListChangeTypesResponse> observer) {
    Answer.to(
        observer,
        "changeTypes",
        () ->
            ListChangeTypesResponse.newBuilder()
                .addAllChangeTypes(catalog.changeTypes())
                .addAllRefused(catalog.refused())
                .build());
  }

  @Override
  public void getChangeType(GetChangeTypeRequest request, StreamObserver<ChangeType> observer) {
    Answer.to(observer, request.getName(), () -> changeType(request.getName()));
  }

  private ChangeType changeType(String name) {
    return catalog.changeTypes().stream()
        .filter(type -> type.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> Failures.notFound("ChangeType", name));
  }

  @Override
  public void listSubDomains(
      ListSubDomainsRequest request, StreamObserver<ListSubDomainsResponse> observer) {
    Answer.to(
        observer,
        "subDomains",
        () -> ListSubDomainsResponse.newBuilder().addAllSubDomains(catalog.subDomains()).build());
  }

  @Override
  public void listTargets(
      ListTargetsRequest request, StreamObserver<ListTargetsResponse> observer) {
    Answer.to(
        observer,
        request.getParent(),
        () ->
            catalog
                .targets(request)
                .orElseThrow(() -> Failures.notFound("SubDomain", request.getParent())));
  }
}
