package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/** What Sendmail logs of a milter's answers. For one thread. */
final class SendmailMilter {
  private static final String WORDS = "Milter: ";
  private static final String CONNECT = "connect: host=";
  private static final byte[] ADDRESS = Bytes.of(", addr=");
  private static final byte[] SEPARATOR = Bytes.of(", ");
  private static final String TAG = "IPv6:";

  /** What becomes of a client's commands, and the code that it gets for them. */
  private record Verdict(String words, String code) {}

  private static final Verdict[] VERDICTS = {
    new Verdict("rejecting commands", "554"),
    new Verdict("temp failing commands", "451"),
    new Verdict("shutdown", "421"),
    new Verdict("reject", "554"),
  };

  private final ClientAddress address = new ClientAddress();
  private final CommaFields fields;

  SendmailMilter(CommaFields fields) {
    this.fields = fields;
  }

  /** Reads the line from {@code from} on, if it is a milter's. */
  boolean read(LogLine line, int from, int to) {
    if (!Words.at(line.bytes(), from, to, WORDS)) {
      return false;
    }
    int at = from + WORDS.length();
    if (Words.at(line.bytes(), at, to, CONNECT)) {
      connect(line, at + CONNECT.length(), to);
    } else {
      answer(line, at, to);
    }
    return true;
  }

  /**
   * {@code mail.example.org, addr=192.0.2.10, rejecting commands}, or {@code reject=554 text}. The
   * name comes from DNS: with two addresses, one of them may be the name's.
   */
  private void connect(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int name = Bytes.indexOf(bytes, from, to, ADDRESS);
    int at = name + ADDRESS.length;
    int end = name < 0 ? -1 : Bytes.indexOf(bytes, at, to, SEPARATOR);
    int verdict = end + SEPARATOR.length;
    boolean isWhole =
        end >= 0
            && Bytes.lastIndexOf(bytes, from, to, ADDRESS) == name
            && isRefused(line, verdict, to)
            && address.set(line, Words.at(bytes, at, end, TAG) ? at + TAG.length() : at, end);
    if (!isWhole) {
      line.refuse(Refusal.CUT);
    } else if (bytes[from] != '[') { // the address again where there is no name
      line.set(Field.CLIENT_NAME, from, name);
    }
  }

  private static boolean isRefused(LogLine line, int from, int to) {
    for (Verdict verdict : VERDICTS) {
      int end = from + verdict.words.length();
      if (Words.at(line.bytes(), from, to, verdict.words)
          && (end == to || line.bytes()[end] == '=')) {
        line.setEvent(Event.REJECT);
        line.setWord(Field.ACTION, "milter-reject");
        line.setWord(Field.REJECT_CODE, verdict.code);
        line.setWord(Field.STAGE, "CONNECT");
        if (end < to) {
          ReplyCode.split(line, end + 1, to, Field.REJECT_CODE, Field.REJECT_TEXT);
        }
        return true;
      }
    }
    return false;
  }

  /** {@code to=<b@example.com>, reject=451 4.7.1 text}; the client is in other lines. */
  private void answer(LogLine line, int from, int to) {
    fields.start(line.bytes(), from, to);
    while (fields.next()) {
      if (fields.is("to")) {
        MailAddress.set(line, Field.TO, fields.valueFrom(), fields.valueTo());
        line.setWord(Field.STAGE, "RCPT");
      } else if (fields.is("from")) {
        MailAddress.set(line, Field.FROM, fields.valueFrom(), fields.valueTo());
        line.setWord(Field.STAGE, "MAIL");
      } else if (fields.is("helo")) {
        line.setWord(Field.STAGE, "EHLO");
      } else if (fields.begins("cmd=data")) {
        line.setWord(Field.STAGE, "DATA");
      } else if (fields.begins("data") || fields.begins("body") || fields.begins("eom")) {
        line.setWord(Field.STAGE, "END-OF-MESSAGE");
      }
      if (fields.is("reject")) {
        fields.extend();
        line.setEvent(Event.REJECT);
        line.setWord(Field.ACTION, "milter-reject");
        ReplyCode.split(
            line, fields.valueFrom(), fields.valueTo(), Field.REJECT_CODE, Field.REJECT_TEXT);
      }
    }
  }
}
