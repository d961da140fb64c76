package slash64.maillog.format;

import static slash64.maillog.line.Bytes.startsWith;

import java.util.Arrays;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Walks the {@code KEY=value} fields that follow a host part, up to where they end: the words that
 * tell what happened, a colon with free text, or the first field that can hold anything ({@code
 * id=}, {@code from} and {@code for}). Fields before that end cannot be imitated from within one
 * another: values without quotes hold no blank, quotes inside quotes are escaped. For one thread.
 */
final class EximFields {
  /** What the walk ended at. */
  enum End {
    LINE,
    COLON,
    WORDS,
    /** The message id, the sender or the recipients: the client's words from here on. */
    TAINTED,
    /** The line breaks off within a word, quotes or brackets: what seems to follow is inside. */
    OPEN,
    /** Nothing that Exim writes: what was taken for the end of the host part is not. */
    NONSENSE
  }

  private static final byte[][] WORDS = {
    Bytes.of("rejected "),
    Bytes.of("temporarily rejected "),
    Bytes.of("sender verify "),
    Bytes.of("Warning: "),
    Bytes.of("closed "),
    Bytes.of("lost"),
    Bytes.of("dropped"),
    Bytes.of("refused"),
    Bytes.of("incomplete transaction"),
    Bytes.of("discarded"),
    Bytes.of("RCPT "),
    Bytes.of("input="),
    Bytes.of("next input="),
    Bytes.of("(TCP/IP connection count"),
  };
  private static final byte[] FOR = Bytes.of("for ");
  private static final byte[] RECEIVED_SENDER = Bytes.of("from <");
  private static final byte[] SPACED_SENDER = Bytes.of(" F=<");
  private static final byte[] ID = Bytes.of("id=");
  private static final byte[] CREATED_ID = Bytes.of("id*=");
  private static final byte[] CV = Bytes.of("CV=");
  private static final byte[] DKIM = Bytes.of("DKIM=");

  private final long[] spans = new long[7];
  private int stop;
  private boolean hasProtocol;

  private static final int SENDER = 0;
  private static final int TLS = 1;
  private static final int AUTHENTICATED = 2;
  private static final int SIZE = 3;
  private static final int MESSAGE_ID = 4;
  private static final int CERTIFICATE = 5;
  private static final int SIGNERS = 6;

  /** Walks from right behind an address; the walk says where it ended by {@link #stop}. */
  End walk(byte[] bytes, int from, int to) {
    Arrays.fill(spans, -1);
    hasProtocol = false;
    stop = from;
    while (stop < to) {
      if (bytes[stop] == ':') {
        return End.COLON;
      }
      if (bytes[stop] != ' ') {
        return End.NONSENSE;
      }
      int at = stop + 1;
      if (startsWith(bytes, at, to, FOR) || startsWith(bytes, at, to, RECEIVED_SENDER)) {
        stop = at;
        return End.TAINTED;
      }
      int id = messageId(bytes, at, to);
      if (id > at) {
        spans[MESSAGE_ID] = span(id, blank(bytes, id, to));
        stop = at;
        return End.TAINTED;
      }
      if (isWords(bytes, at, to)) {
        stop = at;
        return End.WORDS;
      }
      if (isBrokenOff(bytes, at, to)) {
        return End.OPEN;
      }
      if (!field(bytes, at, to)) {
        int behind = stop < 0 ? -1 : recipient(bytes, at, to);
        if (behind < 0) {
          return stop < 0 ? End.OPEN : End.NONSENSE;
        }
        stop = behind;
      }
    }
    return End.LINE;
  }

  /**
   * Returns where the message id of the field at {@code at} begins, {@code id*=} if Exim made it
   * up; {@code at} if it is another field.
   */
  private static int messageId(byte[] bytes, int at, int to) {
    if (startsWith(bytes, at, to, ID)) {
      return at + ID.length;
    }
    return startsWith(bytes, at, to, CREATED_ID) ? at + CREATED_ID.length : at;
  }

  private static boolean isWords(byte[] bytes, int at, int to) {
    for (byte[] words : WORDS) {
      if (startsWith(bytes, at, to, words)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the line ends within one of the words, or within a key. */
  private static boolean isBrokenOff(byte[] bytes, int at, int to) {
    for (byte[] words : WORDS) {
      if (to - at < words.length && Arrays.equals(bytes, at, to, words, 0, to - at)) {
        return true;
      }
    }
    return to - at < 5 && Bytes.indexOf(bytes, at, to, '=') < 0;
  }

  /** Takes one field or flag and moves {@link #stop} behind it, to -1 if it is left open. */
  private boolean field(byte[] bytes, int at, int to) {
    int equals = at;
    while (equals < to && equals - at < 5 && isKeyLetter(bytes[equals])) {
      equals++;
    }
    if (equals >= to || equals == at) {
      return false;
    }
    if (bytes[equals] != '=') {
      int end = flag(bytes, at, equals, to);
      stop = end < 0 ? stop : end;
      return end >= 0;
    }
    int value = equals + 1;
    if (value < to && bytes[value] == '"') {
      stop = quoted(bytes, value, to);
      return stop > 0;
    }
    boolean isSingle = equals == at + 1;
    if (isSingle && bytes[at] == 'F') {
      boolean isBracketed = value < to && bytes[value] == '<';
      stop = isBracketed ? EximAddress.end(bytes, value, to) : EximAddress.bare(bytes, value, to);
      spans[SENDER] =
          stop < 0 ? -1 : span(isBracketed ? value + 1 : value, isBracketed ? stop - 1 : stop);
      return stop > 0;
    }
    stop = blank(bytes, value, to);
    if (stop < to && bytes[stop - 1] == ':') { // the text of an error follows
      stop--;
    }
    if (startsWith(bytes, at, to, DKIM)) {
      spans[SIGNERS] = span(value, stop);
    } else if (spans[SIZE] >= 0) { // what Exim itself knows of the client stands before the size
      return true;
    } else if (startsWith(bytes, at, to, CV)) {
      spans[CERTIFICATE] = span(value, stop);
    } else if (isSingle) {
      switch (bytes[at]) {
        case 'X' -> spans[TLS] = span(value, stop);
        case 'A' -> spans[AUTHENTICATED] = span(value, stop);
        case 'P' -> hasProtocol = true;
        case 'S' -> {
          spans[SIZE] = span(value, stop);
          return Bytes.digits(bytes, value, stop) == stop;
        }
        default -> {}
      }
    }
    return true;
  }

  /**
   * Returns where a recipient ends that stands before its sender: {@code b@example.com
   * F=<a@example.org> rejected after DATA}, whom the next server refused while the client waited
   * for it (cutthrough delivery); -1 if there is none.
   */
  private static int recipient(byte[] bytes, int at, int to) {
    int end = EximAddress.bare(bytes, at, to);
    boolean isAddress = end > at && Bytes.indexOf(bytes, at, end, '@') >= 0;
    return isAddress && startsWith(bytes, end, to, SPACED_SENDER) ? end : -1;
  }

  /**
   * Returns where a flag ends, a word without value that Exim adds where something was used: {@code
   * K}, {@code PRDR}, {@code TFO*}, {@code L.-} and what versions to come will add; -1 if there is
   * none.
   */
  private static int flag(byte[] bytes, int from, int lettersTo, int to) {
    for (int i = from; i < lettersTo; i++) {
      if (bytes[i] < 'A' || bytes[i] > 'Z') {
        return -1;
      }
    }
    int end = lettersTo;
    while (end < to && (bytes[end] == '*' || bytes[end] == '.' || bytes[end] == '-')) {
      end++;
    }
    return end < to && bytes[end] == ' ' ? end : -1;
  }

  /** Writes what was found into the line. */
  void apply(LogLine line) {
    set(line, Field.FROM, SENDER);
    set(line, Field.SIZE, SIZE);
    set(line, Field.MESSAGE_ID, MESSAGE_ID);
    if (spans[SIGNERS] >= 0) { // it names only domains whose signature holds
      line.setWord(Field.DKIM, "pass");
    }
    if (spans[TLS] >= 0) {
      tls(line, from(TLS), to(TLS));
      certificate(line);
    }
    if (spans[AUTHENTICATED] >= 0) { // authenticator:id, the id is optional
      int colon = Bytes.indexOf(line.bytes(), from(AUTHENTICATED), to(AUTHENTICATED), ':');
      if (colon >= 0) {
        line.set(Field.SASL_USERNAME, colon + 1, to(AUTHENTICATED));
      }
    }
  }

  /** {@code TLS1.3:TLS_AES_256_GCM_SHA384:256}. */
  private static void tls(LogLine line, int from, int to) {
    int first = Bytes.indexOf(line.bytes(), from, to, ':');
    int last = Bytes.lastIndexOf(line.bytes(), from, to, ':');
    if (first >= 0 && last > first) {
      line.set(Field.TLS_VERSION, from, first);
      line.set(Field.TLS_CIPHER, first + 1, last);
    }
  }

  /** {@code CV=yes}, {@code dane} or {@code no}: not verified, be it for want of any. */
  private void certificate(LogLine line) {
    if (spans[CERTIFICATE] < 0) {
      return;
    }
    byte[] bytes = line.bytes();
    int from = from(CERTIFICATE);
    int to = to(CERTIFICATE);
    if (Words.is(bytes, from, to, "no")) {
      line.setWord(Field.TLS_CERTIFICATE, Certificate.UNVERIFIED);
    } else if (Words.is(bytes, from, to, "yes") || Words.is(bytes, from, to, "dane")) {
      line.setWord(Field.TLS_CERTIFICATE, Certificate.VERIFIED);
    }
  }

  private void set(LogLine line, Field field, int which) {
    if (spans[which] >= 0) {
      line.set(field, from(which), to(which));
    }
  }

  /** Returns where the last walk ended. */
  int stop() {
    return stop;
  }

  /** Returns whether the last walk met {@code P=}, which every arrival has. */
  boolean hasProtocol() {
    return hasProtocol;
  }

  /** Returns the position behind the closing quote of the one at {@code at}, or -1. */
  static int quoted(byte[] bytes, int at, int to) {
    for (int i = at + 1; i < to; i++) {
      if (bytes[i] == '\\') {
        i++;
      } else if (bytes[i] == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  static int blank(byte[] bytes, int from, int to) {
    int at = Bytes.indexOf(bytes, from, to, ' ');
    return at < 0 ? to : at;
  }

  private static boolean isKeyLetter(byte b) {
    return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
  }

  private static long span(int from, int to) {
    return (long) from << 32 | to;
  }

  private int from(int which) {
    return (int) (spans[which] >>> 32);
  }

  private int to(int which) {
    return (int) spans[which];
  }
}
