package slash64.maillog.message;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** What one line tells about its message, taken over field by field. */
final class Facts {
  private static final byte[] PASS = Bytes.of("pass");

  /** Whom Postfix's own notices and probes are from ({@code double_bounce_sender}). */
  private static final byte[] DOUBLE_BOUNCE = Bytes.of("double-bounce@");

  private Facts() {}

  static void takeClient(OpenMessage message, LogLine line) {
    if (line.hasClient()) {
      message.hasClient = true;
      message.clientHigh = line.clientHigh();
      message.clientLow = line.clientLow();
      message.takeName(line, true);
    }
  }

  /** Takes over what the line that opens a message tells. */
  static void takeStart(OpenMessage message, LogLine line) {
    takeClient(message, line);
    message.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
    message.take(Text.HELO, line, Field.HELO, false);
    takeTls(message, line);
    takeSignature(message, line);
    message.submission |= message.has(Text.SASL_USERNAME);
    message.recipients = Math.max(message.recipients, (int) line.number(Field.NRCPT, 0));
    takeQueueFacts(message, line);
    takeDomain(message, line);
  }

  /**
   * What was said of a message that a session was to throw away may have been of another one, which
   * its client took back: then the sender is whom later lines name.
   */
  static void takeSender(OpenMessage message, LogLine line) {
    message.take(Text.SENDER, line, Field.FROM, message.discarded);
  }

  /** The start of the message may be lost, or was never written: KumoMTA can be told not to. */
  static void takeOrigin(OpenMessage message, LogLine line) {
    if (!message.hasStart) {
      message.take(Text.SENDER, line, Field.FROM, false);
      message.local |= line.has(Field.LOCAL_ORIGIN);
    }
  }

  /**
   * What Postfix sends itself, a notice to the postmaster or a question whether an address is
   * deliverable, is of no client. No line opens such a message. A client may name the same sender,
   * so that this counts only where no line tells of a start.
   */
  static void takeNotice(OpenMessage message, LogLine line) {
    message.local |=
        !message.hasStart
            && line.has(Field.FROM)
            && line.word(Field.FROM) == null
            && Bytes.startsWith(
                line.bytes(), line.from(Field.FROM), line.to(Field.FROM), DOUBLE_BOUNCE);
  }

  static void takeTls(OpenMessage message, LogLine line) {
    message.take(Text.TLS_VERSION, line, Field.TLS_VERSION, false);
    message.take(Text.TLS_CIPHER, line, Field.TLS_CIPHER, false);
    message.take(Text.TLS_CERTIFICATE, line, Field.TLS_CERTIFICATE, false);
  }

  static void takeQueueFacts(OpenMessage message, LogLine line) {
    message.take(Text.SENDER, line, Field.FROM, false);
    message.take(Text.MESSAGE_ID, line, Field.MESSAGE_ID, false);
    if (line.has(Field.SIZE) && !message.hasSize) {
      message.size = line.number(Field.SIZE, 0);
      message.hasSize = true;
    }
  }

  static void takeDomain(OpenMessage row, LogLine line) {
    boolean isFirst = !row.has(Text.RECIPIENT_DOMAIN) || isOfRefused(row, line);
    if (row.wants(Text.RECIPIENT_DOMAIN)
        && isFirst
        && !takeDomain(row, line, Field.TO)
        && line.has(Field.ORIG_TO)) {
      takeDomain(row, line, Field.ORIG_TO); // Exim's final address may be a mere user
    }
  }

  /** Refused recipients are told first; what is delivered is another one's. */
  private static boolean isOfRefused(OpenMessage row, LogLine line) {
    return line.event() == Event.DELIVERY
        && row.rejects + row.tempfails > 0
        && row.sent + row.bounced + row.deferrals == 0;
  }

  private static boolean takeDomain(OpenMessage row, LogLine line, Field field) {
    if (!line.has(field) || line.word(field) != null) {
      return false;
    }
    byte[] b = line.bytes();
    int from = line.from(field);
    int to = Recipients.firstEnd(b, from, line.to(field));
    int at = Bytes.lastIndexOf(b, from, to, '@');
    if (at < 0) {
      return false;
    }
    row.set(Text.RECIPIENT_DOMAIN, b, at + 1, b[to - 1] == '>' ? to - 1 : to);
    return true;
  }

  /**
   * Counts one refusal and keeps stage, codes and class of the first.
   *
   * @return whether it is one for now only
   */
  static boolean countRefusal(WantedColumns columns, OpenMessage row, LogLine line) {
    int code = (int) line.number(Field.REJECT_CODE, 0);
    boolean first = row.rejects + row.tempfails == 0;
    boolean isTemporary = isTemporary(line, code);
    if (isTemporary) {
      row.tempfails++;
    } else {
      row.rejects++;
    }
    if (first) {
      row.rejectCode = code;
      row.rejectClass = columns.hasRejectClass() ? RejectClass.of(line, isTemporary) : null;
      row.take(Text.REJECT_STAGE, line, Field.STAGE, true);
      row.take(Text.REJECT_DSN, line, Field.DSN, true);
    }
    return isTemporary;
  }

  /** The reply code decides; where a milter's line has none, the enhanced code. */
  private static boolean isTemporary(LogLine line, int code) {
    if (code != 0) {
      return code / 100 == 4;
    }
    if (!line.has(Field.DSN)) {
      return false;
    }
    String word = line.word(Field.DSN);
    return word != null
        ? word.startsWith("4")
        : line.from(Field.DSN) < line.to(Field.DSN) && line.bytes()[line.from(Field.DSN)] == '4';
  }

  /** One signature that holds is enough, and errors of a library outlive their message. */
  static void takeSignature(OpenMessage message, LogLine line) {
    boolean isBroken =
        line.is(Field.DKIM, "fail")
            || line.is(Field.DKIM, "permerror")
            || line.is(Field.DKIM, "temperror");
    message.take(Text.DKIM, line, Field.DKIM, !isBroken || !message.is(Text.DKIM, PASS));
  }

  /** Takes over a content filter's verdict; the latest one counts. */
  static void takeVerdict(OpenMessage message, LogLine line) {
    if (!message.hasClient) {
      takeClient(message, line);
    }
    takeQueueFacts(message, line);
    takeDomain(message, line);
    if (line.has(Field.SASL_USERNAME)) {
      message.take(Text.SASL_USERNAME, line, Field.SASL_USERNAME, false);
      message.submission = true;
    }
    if (line.has(Field.VERDICT)) {
      message.take(Text.VERDICT, line, Field.VERDICT, true);
      message.take(Text.FILTER_ACTION, line, Field.ACTION, true);
    }
    message.take(Text.SPF, line, Field.SPF, true);
    takeSignature(message, line);
    message.take(Text.DMARC, line, Field.DMARC, true);
    message.take(Text.DIGEST, line, Field.DIGEST, true);
    if (line.has(Field.SCORE)) {
      double score = Decimal.parse(line.bytes(), line.from(Field.SCORE), line.to(Field.SCORE));
      message.hasScore = !Double.isNaN(score);
      message.score = score;
    }
  }
}
