package dev.sluice.worker.temporal;

import dev.sluice.workflows.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.common.SearchAttributeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes the search attributes of changes known to a namespace. Doing it again does nothing. */
public final class SearchAttributeRegistration {
  private static final int SECONDS_A_CALL = 10;

  /**
   * Registers what is missing.
   *
   * @return names of those added
   * @throws TemporalUnavailableException when one exists with another type, or may not be added
   */
  public static List<String> register(OperatorServiceBlockingStub operator, String namespace) {
    Map<String, IndexedValueType> known = known(operator, namespace);
    List<String> added = new ArrayList<>();
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      IndexedValueType type = known.get(key.getName());
      if (type == null) {
        if (add(operator, namespace, key)) {
          added.add(key.getName());
        }
      } else if (type != key.getValueType()) {
        throw new TemporalUnavailableException(
            "namespace %s: search attribute %s is a %s, but must be a %s: remove it with \"temporal operator search-attribute remove --name %s\""
                .formatted(namespace, key.getName(), type, key.getValueType(), key.getName()));
      }
    }
    return added;
  }

  private static Map<String, IndexedValueType> known(
      OperatorServiceBlockingStub operator, String namespace) {
    try {
      return bounded(operator)
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
          .getCustomAttributesMap();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // The test server can add, but not list.
        return Map.of();
      }
      throw new TemporalUnavailableException(
          "namespace " + namespace + ": search attributes can't be listed: " + e.getMessage(), e);
    }
  }

  private static boolean add(
      OperatorServiceBlockingStub operator, String namespace, SearchAttributeKey<?> key) {
    try {
      bounded(operator)
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putSearchAttributes(key.getName(), key.getValueType())
                  .build());
      return true;
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      if (code == Status.Code.ALREADY_EXISTS || code == Status.Code.UNIMPLEMENTED) {
        return false;
      }
      String name = key.getName();
      throw new TemporalUnavailableException(
          "namespace %s: search attribute %s can't be added (%s): add it with \"temporal operator search-attribute create --name %s --type %s\""
              .formatted(namespace, name, e.getMessage(), name, typeWord(key.getValueType())),
          e);
    }
  }

  /** The type as the temporal command spells it: KeywordList. */
  private static String typeWord(IndexedValueType type) {
    return switch (type) {
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
      case INDEXED_VALUE_TYPE_INT -> "Int";
      default -> throw new IllegalArgumentException("no change has an attribute of type " + type);
    };
  }

  private static OperatorServiceBlockingStub bounded(OperatorServiceBlockingStub operator) {
    return operator.withDeadlineAfter(SECONDS_A_CALL, TimeUnit.SECONDS);
  }

  private SearchAttributeRegistration() {}
}
