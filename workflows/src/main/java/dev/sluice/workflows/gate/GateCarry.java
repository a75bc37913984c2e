package dev.sluice.workflows.gate;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.domain.gate.GateState;
import dev.sluice.proto.history.v1.GateInput;
import dev.sluice.workflows.wire.GateWire;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What one run of the gate hands to the next. Thousands of waiting changes would not fit into a
 * payload as readable text.
 */
final class GateCarry {
  private static final int READABLE = 100_000;
  private static final int MOST_BYTES = 64 << 20;
  private static final int BLOCK = 1 << 16;

  private GateCarry() {}

  static GateInput pack(GateState state) {
    var proto = GateWire.toProto(state);
    return proto.getSerializedSize() <= READABLE
        ? GateInput.newBuilder().setState(proto).build()
        : GateInput.newBuilder().setPacked(deflated(proto.toByteArray())).build();
  }

  /**
   * @throws IllegalStateException when it is broken
   */
  static GateState unpack(GateInput input) {
    return switch (input.getStandingCase()) {
      case STATE -> GateWire.toDomain(input.getState());
      case PACKED -> GateWire.toDomain(inflated(input.getPacked()));
      case STANDING_NOT_SET -> GateState.EMPTY;
    };
  }

  private static ByteString deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    deflater.setInput(bytes);
    deflater.finish();
    ByteString.Output out = ByteString.newOutput();
    byte[] block = new byte[BLOCK];
    while (!deflater.finished()) {
      out.write(block, 0, deflater.deflate(block));
    }
    deflater.end();
    return out.toByteString();
  }

  private static dev.sluice.proto.history.v1.GateState inflated(ByteString packed) {
    Inflater inflater = new Inflater();
    inflater.setInput(packed.toByteArray());
    ByteString.Output out = ByteString.newOutput();
    byte[] block = new byte[BLOCK];
    try {
      while (!inflater.finished() && out.size() < MOST_BYTES) {
        out.write(block, 0, inflater.inflate(block));
      }
      return dev.sluice.proto.history.v1.GateState.parseFrom(out.toByteString());
    } catch (DataFormatException | InvalidProtocolBufferException broken) {
      throw new IllegalStateException("the gate's state is broken", broken);
    } finally {
      inflater.end();
    }
  }
}
