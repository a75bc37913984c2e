package dev.sluice.cli.terminal;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/**
 * Messages whose texts can be shown on a terminal: a foreign text can't move the cursor or colour a
 * verdict.
 */
public final class Printable {
  private Printable() {}

  /** The same message with every control character in its texts replaced by a space. */
  @SuppressWarnings("unchecked") // A message's builder builds that message.
  public static <M extends Message> M of(M message) {
    Message.Builder copy = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (entry.getValue() instanceof List<?> values) {
        for (int i = 0; i < values.size(); i++) {
          copy.setRepeatedField(field, i, value(field, values.get(i)));
        }
      } else {
        copy.setField(field, value(field, entry.getValue()));
      }
    }
    return (M) copy.build();
  }

  /** The text with every control character replaced by a space. */
  public static String text(String text) {
    return text.codePoints()
        .map(c -> hides(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Object value(FieldDescriptor field, Object value) {
    if (field.getJavaType() == JavaType.STRING) {
      return text((String) value);
    }
    return field.getJavaType() == JavaType.MESSAGE ? of((Message) value) : value;
  }

  /** Control characters, and those that turn the direction of the text around. */
  private static boolean hides(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029;
  }
}
