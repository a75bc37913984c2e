package dev.sluice.worker.api;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import build.buf.validate.FieldRules;
import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.List;

/** Checks each request against the rules in its proto file before anything else sees it. */
final class ValidationInterceptor implements ServerInterceptor {
  private final Validator validator = ValidatorFactory.newBuilder().build();

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      private boolean refused;

      @Override
      public void onMessage(Q request) {
        try {
          check(request);
        } catch (StatusRuntimeException failure) {
          refused = true;
          call.close(failure.getStatus(), PrincipalInterceptor.trailers(failure));
          return;
        }
        super.onMessage(request);
      }

      @Override
      public void onHalfClose() {
        // The service never saw the request, so it must not see its end.
        if (!refused) {
          super.onHalfClose();
        }
      }
    };
  }

  private void check(Object request) {
    if (!(request instanceof Message message)) {
      return;
    }
    try {
      List<FieldProblems.FieldProblem> problems =
          validator.validate(message).getViolations().stream()
              .map(violation -> problem(message, violation))
              .toList();
      if (!problems.isEmpty()) {
        throw Failures.invalid(new FieldProblems(problems));
      }
    } catch (ValidationException e) {
      throw Failures.internal(e);
    }
  }

  private static FieldProblems.FieldProblem problem(Message request, Violation violation) {
    build.buf.validate.Violation found = violation.toProto();
    return new FieldProblems.FieldProblem(path(found.getField()), words(request, violation, found));
  }

  /** A pattern says nothing to a person, an example does. */
  private static String words(
      Message request, Violation violation, build.buf.validate.Violation found) {
    Violation.FieldValue field = violation.getFieldValue();
    if (field == null || !found.getRuleId().equals("string.pattern")) {
      return found.getMessage();
    }
    FieldRules rules = rulesAt(found.getField(), request);
    StringRules text = found.getForKey() ? rules.getMap().getKeys().getString() : rules.getString();
    return text.getExampleCount() == 0
        ? found.getMessage()
        : "'%s' is not well formed: write it like %s (%s)"
            .formatted(field.getValue(), text.getExample(0), text.getPattern());
  }

  /** A map's rules stand at the map, not at its keys. */
  private static FieldRules rulesAt(FieldPath path, Message request) {
    Descriptors.Descriptor type = request.getDescriptorForType();
    FieldRules rules = FieldRules.getDefaultInstance();
    for (FieldPathElement element : path.getElementsList()) {
      Descriptors.FieldDescriptor field = type.findFieldByName(element.getFieldName());
      rules = field.getOptions().getExtension(ValidateProto.field);
      type = field.getJavaType() == JavaType.MESSAGE ? field.getMessageType() : type;
    }
    return rules;
  }

  /** The place as people write it: {@code parameters["version"]}. */
  private static String path(FieldPath path) {
    StringBuilder text = new StringBuilder();
    for (FieldPathElement element : path.getElementsList()) {
      if (!text.isEmpty()) {
        text.append('.');
      }
      text.append(element.getFieldName());
      if (element.hasStringKey()) {
        text.append("[\"").append(element.getStringKey()).append("\"]");
      } else if (element.hasIndex()) {
        text.append('[').append(element.getIndex()).append(']');
      }
    }
    return text.toString();
  }
}
