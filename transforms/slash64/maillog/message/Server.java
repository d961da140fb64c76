package slash64.maillog.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** Which host, mail server and instance wrote a line, by its header. */
final class Server {
  private static final byte[] SMTPS = Bytes.of("smtps/");
  private static final byte[] SUBMISSION = Bytes.of("submission");

  private static final byte[] EXIM = Bytes.of("exim");
  private static final byte[] SENDMAIL = Bytes.of("sendmail");
  private static final byte[] SM = Bytes.of("sm-");
  private static final byte[] SMTPD = Bytes.of("smtpd");

  private static final byte[] AMAVIS = Bytes.of("amavis");
  private static final byte[] KUMOD = Bytes.of("kumod");
  private static final byte[] PMTA = Bytes.of("pmta");
  static final List<String> FILTERS =
      List.of("rspamd", "opendkim", "opendmarc", "policyd-spf", "postgrey", "amavis");

  private Server() {}

  /** Returns whether rows of this {@code mta} were made from a filter's lines alone. */
  static boolean isFilter(Object mta) {
    return mta instanceof String name && FILTERS.contains(name);
  }

  /** Returns whether this {@code mta} forks a process for each connection. */
  static boolean hasProcessPerClient(String mta) {
    return "exim".equals(mta) || "sendmail".equals(mta);
  }

  /** Sets host, mta, instance and the direction that the service tells. */
  static void describe(OpenMessage row, LogLine line) {
    row.take(Text.HOST, line, Field.HOST, false);
    if (!line.has(Field.PROGRAM)) {
      return;
    }
    String word = line.word(Field.PROGRAM);
    if (word != null) {
      byte[] program = word.getBytes(StandardCharsets.UTF_8);
      describe(row, program, 0, program.length);
    } else {
      describe(row, line.bytes(), line.from(Field.PROGRAM), line.to(Field.PROGRAM));
    }
  }

  private static void describe(OpenMessage row, byte[] b, int from, int to) {
    int slash = Bytes.indexOf(b, from, to, '/');
    if (slash > 0) {
      row.mta = "postfix";
      row.set(Text.INSTANCE, b, from, slash);
      row.submission = isSubmission(b, slash + 1, to);
    } else if (Bytes.startsWith(b, from, to, EXIM)) {
      row.mta = "exim";
    } else if (Bytes.startsWith(b, from, to, SENDMAIL) || Bytes.startsWith(b, from, to, SM)) {
      row.mta = "sendmail";
    } else if (Bytes.equal(b, from, to, SMTPD)) {
      row.mta = "opensmtpd";
    } else if (Bytes.equal(b, from, to, KUMOD)) {
      row.mta = "kumomta";
    } else if (Bytes.equal(b, from, to, PMTA)) {
      row.mta = "powermta";
    } else if (Bytes.startsWith(
        b, Math.max(from, Bytes.lastIndexOf(b, from, to, '/') + 1), to, AMAVIS)) {
      row.mta = "amavis"; // also as /usr/sbin/amavisd-new
    } else {
      for (String filter : FILTERS) {
        if (Bytes.equal(b, from, to, Bytes.of(filter))) {
          row.mta = filter;
        }
      }
    }
  }

  /**
   * {@code postfix/submission/smtpd}, {@code postfix/smtps/smtpd}, {@code postfix/submissions/…}.
   */
  private static boolean isSubmission(byte[] b, int from, int to) {
    return Bytes.startsWith(b, from, to, SUBMISSION) || Bytes.startsWith(b, from, to, SMTPS);
  }
}
