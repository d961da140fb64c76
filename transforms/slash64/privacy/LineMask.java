package slash64.privacy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Makes log lines fit to be kept: names of people become {@code ***}, the length is bounded. Masked
 * are local parts of addresses (RFC 5321, 4.1.2, quoted ones too) and the values of fields that
 * name who authenticated. Domains, hosts and numbers stay.
 */
public final class LineMask {
  /** Bytes of a line that are kept, in UTF-8. */
  static final int MAX_BYTES = 1024;

  /** So much is looked at: a name that begins within what is kept ends well within this. */
  private static final int MAX_CHARS = 4 * MAX_BYTES;

  // All repetitions are possessive or bounded: hostile text costs linear time.
  private static final Pattern QUOTED = Pattern.compile("\"[^\"@]{0,256}+(@[^\"@]{0,256}+)?\"@");
  private static final Pattern LOCAL_PART =
      Pattern.compile("(?<![^\\s<>\"'(),;:=\\[\\]@])[^\\s<>\"'(),;:=\\[\\]@]++(?=@)");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(sasl_username|sasl_sender|user(?:name)?|login|uid|account)=<?[^\\s,;>@]++");

  private LineMask() {}

  /** Returns what may be kept of a line; null of null. */
  public static String mask(String line) {
    if (line == null) {
      return null;
    }
    String head = line.length() > MAX_CHARS ? line.substring(0, MAX_CHARS) : line;
    String masked = QUOTED.matcher(head.replace("%40", "@")).replaceAll("***@");
    masked = LOCAL_PART.matcher(masked).replaceAll("***");
    masked = NAMED.matcher(masked).replaceAll("$1=***");
    return truncate(masked);
  }

  private static String truncate(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), bytes, true);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }
}
