package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * The host part of an Exim line: {@code [H=]name (helo) [address]:port}, name and helo optional.
 * The name comes from verified DNS; the helo is what the client said.
 *
 * <p>Exim refuses a helo with blanks or brackets (address literals aside), unless {@code
 * helo_accept_junk_hosts} is set. Then the helo may hold {@code ) [2001:db8::bad] F=<x@y>} and
 * more. So the helo ends at the first {@code ) [address]} behind which the rest of the line makes
 * sense as Exim writes it; of lines that tell of a session, and of refusals, it must be the only
 * one, or nobody knows the client. What remains open is a helo that imitates the whole rest of an
 * arrival with a message id, {@code from <} or {@code for} at its end, or a line cut inside such a
 * helo, on a server that accepts junk. For one thread.
 */
final class EximHost {
  /** What has to follow a host part for it to be one. */
  enum Expect {
    /** An arrival: fields, {@code P=} among them. */
    FIELDS,
    /** A refusal: fields, then words. */
    WORDS,
    /** A failed authentication: a colon. */
    COLON,
    /** A session: anything Exim writes, nothing included. */
    ANYTHING,
    /** A remark in free words: the client is certain only if the line shows no second one. */
    REMARK
  }

  private static final byte[] FLAG = Bytes.of("H=");
  private static final byte[] END_OF_HELO = Bytes.of(") [");
  private static final int LONGEST_ADDRESS = 45;

  private final ClientAddress address = new ClientAddress();
  private final EximFields fields;
  private int nameFrom;
  private int nameTo;
  private int heloFrom;
  private int heloTo;
  private int portFrom;
  private int after;
  private long high;
  private long low;
  private boolean isFound;

  EximHost(EximFields fields) {
    this.fields = fields;
  }

  /**
   * Reads the host part at {@code from} and the fields behind it.
   *
   * @return what follows; see {@link #isFound} for whether there is a host part at all
   */
  EximFields.End read(byte[] bytes, int from, int to, Expect expect) {
    int at = Bytes.startsWith(bytes, from, to, FLAG) ? from + 2 : from;
    isFound = false;
    nameFrom = at;
    nameTo = at;
    heloFrom = at;
    heloTo = at;
    if (at < to && bytes[at] != '[' && bytes[at] != '(') {
      nameTo = EximFields.blank(bytes, at, to);
      at = nameTo + 1;
    }
    if (at >= to) {
      return EximFields.End.NONSENSE;
    }
    if (bytes[at] == '[') {
      isFound = bracket(bytes, at, to);
      return isFound ? fields.walk(bytes, after, to) : EximFields.End.NONSENSE;
    }
    return bytes[at] == '(' ? helo(bytes, at + 1, to, expect) : EximFields.End.NONSENSE;
  }

  private EximFields.End helo(byte[] bytes, int from, int to, Expect expect) {
    heloFrom = from;
    heloTo = Bytes.indexOf(bytes, from, to, END_OF_HELO);
    while (heloTo >= 0) {
      if (bracket(bytes, heloTo + 2, to)) {
        EximFields.End end = fields.walk(bytes, after, to);
        if (isExpected(end, expect)) {
          boolean hasWords = expect == Expect.FIELDS || expect == Expect.WORDS;
          isFound = hasWords || !hasRival(bytes, after, to, expect);
          return hasWords ? end : fields.walk(bytes, after, to);
        }
        if (end == EximFields.End.OPEN || end == EximFields.End.LINE) {
          return end; // cut: what looks like a host part further on may be the client's words
        }
      }
      heloTo = Bytes.indexOf(bytes, heloTo + 1, to, END_OF_HELO);
    }
    return EximFields.End.NONSENSE;
  }

  private boolean isExpected(EximFields.End end, Expect expect) {
    return switch (expect) {
      case FIELDS ->
          fields.hasProtocol() && (end == EximFields.End.LINE || end == EximFields.End.TAINTED);
      case WORDS -> end == EximFields.End.WORDS;
      case COLON -> end == EximFields.End.COLON;
      case REMARK -> true;
      case ANYTHING ->
          end == EximFields.End.LINE || end == EximFields.End.COLON || end == EximFields.End.WORDS;
    };
  }

  /** Reads {@code [address]:port}; {@link #after} is then behind it. */
  private boolean bracket(byte[] bytes, int at, int to) {
    int most = Math.min(to, at + LONGEST_ADDRESS + 2);
    int close = Bytes.indexOf(bytes, at + 1, most, ']');
    if (close < 0 || !address.read(bytes, at + 1, close)) {
      return false;
    }
    high = address.high();
    low = address.low();
    after = close + 1;
    portFrom = after;
    if (after < to && bytes[after] == ':') {
      int digits = Bytes.digits(bytes, after + 1, to);
      if (digits > after + 1) {
        portFrom = after + 1;
        after = digits;
      }
    }
    return after == to || bytes[after] == ' ' || bytes[after] == ':';
  }

  /**
   * Returns whether text from {@code from} on holds another helo and address that makes as much
   * sense as this one: then one of the two is an imitation.
   *
   * @param expect what must follow the rival for it to make sense
   */
  boolean hasRival(byte[] bytes, int from, int to, Expect expect) {
    long firstHigh = high;
    long firstLow = low;
    int firstPort = portFrom;
    int firstAfter = after;
    boolean isRival = false;
    int at = Bytes.indexOf(bytes, from, to, END_OF_HELO);
    while (at >= 0 && !isRival) {
      isRival =
          bracket(bytes, at + 2, to)
              && (high != firstHigh || low != firstLow)
              && isExpected(fields.walk(bytes, after, to), expect)
              && (expect != Expect.COLON || isReply(bytes, fields.stop() + 2, to));
      at = Bytes.indexOf(bytes, at + 1, to, END_OF_HELO);
    }
    high = firstHigh;
    low = firstLow;
    portFrom = firstPort;
    after = firstAfter;
    return isRival;
  }

  /** {@code 535 Incorrect…}: what Exim writes behind the colon of a failed authentication. */
  private static boolean isReply(byte[] bytes, int from, int to) {
    int digits = Bytes.digits(bytes, Math.min(from, to), to);
    return digits == from + 3 && digits < to && bytes[digits] == ' ';
  }

  /** Returns whether the last {@link #read} found a client that no helo can have made up. */
  boolean isFound() {
    return isFound;
  }

  /** Writes name, helo, address and port into the line. */
  void apply(LogLine line) {
    line.setClient(high, low);
    if (nameTo > nameFrom) {
      line.set(Field.CLIENT_NAME, nameFrom, nameTo);
    }
    if (heloTo > heloFrom) {
      line.set(Field.HELO, heloFrom, heloTo);
    }
    if (portFrom < after) {
      line.set(Field.CLIENT_PORT, portFrom, after);
    }
  }
}
