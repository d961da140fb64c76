package slash64.maillog.message;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * What filters say before a message has its queue id, or without knowing it. policyd-spf checks a
 * client and a sender while the recipient is still being asked for, so its result is kept until the
 * transaction of both shows; the result is the same for every message of the two. Rspamd asked over
 * HTTP knows the Message-ID. Results that no transaction takes are forgotten: they are no mail.
 */
final class Scans {
  private static final int MOST = 1 << 14;
  private static final int RECENT = 256;

  /** How far a check and its transaction may lie apart, in microseconds. */
  private static final long APART_MICROS = 60_000_000;

  private record Check(long micros, String spf, boolean isHelo) {}

  private final Map<Long, Check> checks =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Check> eldest) {
          return size() > MOST;
        }
      };

  /** The messages whose Message-ID was told last. */
  private final OpenMessage[] recent = new OpenMessage[RECENT];

  private int oldest;

  /** Keeps the result of a check; that of the sender goes before that of the HELO name. */
  void keep(LogLine line) {
    if (!line.has(Field.SPF) || !line.hasClient() || !line.has(Field.FROM) || !line.hasTime()) {
      return;
    }
    long key =
        key(
            line.clientHigh(),
            line.clientLow(),
            line.bytes(),
            line.from(Field.FROM),
            line.to(Field.FROM));
    boolean isHelo = line.is(Field.ACTION, "helo");
    Check known = checks.get(key);
    boolean isBetterKnown =
        isHelo && known != null && !known.isHelo && isNear(known.micros, line.micros());
    if (!isBetterKnown) {
      checks.remove(key); // so that it counts as the youngest
      checks.put(key, new Check(line.micros(), line.string(Field.SPF), isHelo));
    }
  }

  /** Gives a transaction whose client and sender are known the result of its check. */
  void lend(OpenMessage message) {
    if (checks.isEmpty()
        || !message.wants(Text.SPF)
        || !message.hasClient
        || !message.has(Text.SENDER)
        || message.has(Text.SPF)) {
      return;
    }
    Check check =
        checks.get(
            key(
                message.clientHigh,
                message.clientLow,
                message.text(),
                message.from(Text.SENDER),
                message.to(Text.SENDER)));
    if (check != null && isNear(check.micros, message.firstMicros)) {
      byte[] spf = Bytes.of(check.spf);
      message.set(Text.SPF, spf, 0, spf.length);
    }
  }

  private static boolean isNear(long a, long b) {
    return Math.abs(a - b) <= APART_MICROS;
  }

  private static long key(long high, long low, byte[] sender, int from, int to) {
    long hash = high * 0x9E3779B97F4A7C15L + low;
    for (int i = from; i < to; i++) {
      hash = (hash ^ sender[i]) * 0x100000001B3L;
    }
    return hash ^ hash >>> 31;
  }

  /** A message's Message-ID was told. */
  void see(OpenMessage message) {
    recent[oldest] = message;
    oldest = (oldest + 1) % RECENT;
  }

  /** Returns the message that a filter's line names by its Message-ID only, or null. */
  OpenMessage byMessageId(LogLine line) {
    if (!line.has(Field.MESSAGE_ID) || line.word(Field.MESSAGE_ID) != null || !line.hasTime()) {
      return null;
    }
    for (int i = 1; i <= RECENT; i++) {
      OpenMessage message = recent[(oldest - i + RECENT) % RECENT];
      if (message == null) {
        return null;
      }
      boolean isIt =
          !message.out
              && message.has(Text.MESSAGE_ID)
              && isNear(message.firstMicros, line.micros())
              && Arrays.equals(
                  message.text(),
                  message.from(Text.MESSAGE_ID),
                  message.to(Text.MESSAGE_ID),
                  line.bytes(),
                  line.from(Field.MESSAGE_ID),
                  line.to(Field.MESSAGE_ID));
      if (isIt) {
        return message;
      }
    }
    return null;
  }
}
